"""The signed-in desk: pages for the people who work on the register. No models; it writes by operations."""
