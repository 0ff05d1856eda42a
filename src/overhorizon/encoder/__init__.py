"""What the open part of reading is: a text goes in, tagged spans come out."""
