* tiny: crossbar tiles, xyce, written by grenadyn
* connection 1, rows 0..0, columns 0..0
.subckt tile_0_0_0 row0 col0 vss
xc0_0 row0 col0 gd_memristor PARAMS: g=2e-6
.ends tile_0_0_0

* connection 2, rows 0..0, columns 0..1
.subckt tile_1_0_0 row0 col0 col1 vss
xc0_0 row0 col0 gd_memristor PARAMS: g=2.5e-6
xc0_1 row0 col1 gd_memristor PARAMS: g=3e-6
.ends tile_1_0_0

