"""Documents become readings. Pure: no file, clock or network in here but the model that is handed in."""
