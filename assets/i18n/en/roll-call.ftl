# Roll call, second screen, and merging observers.
