"""Speed and size, side by side with an alternative in the same run, told as ratios. `just bench`."""
