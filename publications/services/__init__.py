"""What changes a publication's subscribers: one verb each."""
