"""Lists of bodies, each recognised by its content and read into facts."""

from answerable.organisations.forms.recognise import UnknownListError, read_file, read_list

__all__ = ["UnknownListError", "read_file", "read_list"]
