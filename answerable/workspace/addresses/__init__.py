"""The addresses of the workspace, one module for each area."""
