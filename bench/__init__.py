"""The benchmarks: how fast the product is beside the bare minimum, and whether it stays so."""
