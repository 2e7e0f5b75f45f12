"""What others than officers can reach of one load, decided and released together."""
