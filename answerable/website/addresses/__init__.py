"""Public addresses, one module for each area that is not of the register itself."""
