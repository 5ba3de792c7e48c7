"""Papers and sittings made short, every sentence cited."""
