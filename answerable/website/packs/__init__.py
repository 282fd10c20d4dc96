"""Reports drawn: as a page to print, and as a tagged PDF (PDF/UA-1)."""
