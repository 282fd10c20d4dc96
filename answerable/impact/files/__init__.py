"""Files of published figures, each shape read into the same cells. Pure: no database."""
