"""What programs of responders and issuers do with a key: the operations of the workspace, and no others."""
