"""An intranet that has Learn Together as one of its entries."""
