"""What goes on behind the answers: routines, sealing, forgetting what is too old, PDFs and checks."""
