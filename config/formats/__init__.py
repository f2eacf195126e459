"""How dates are written where Django's own way does not fit (setting FORMAT_MODULE_PATH)."""
