"""Compare: two to four cities side by side, same streets, same luck, one clock."""
