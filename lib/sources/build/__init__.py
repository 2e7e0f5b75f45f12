"""How each file of `geodata/` is made from the packages of public registries."""
