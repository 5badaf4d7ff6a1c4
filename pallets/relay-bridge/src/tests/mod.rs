//! One file per call, and one each for attacks, for the network as a whole, for the rules and for what clients ask.
