* wired: crossbar tiles, ngspice, written by grenadyn
* connection 1, rows 0..2, columns 0..1
.subckt tile_0_0_0 row0 row1 row2 col0 col1 vss
rwr0 row0 r0 3.36e-1
cwr0 r0 vss 4e-16
rwr1 row1 r1 3.36e-1
cwr1 r1 vss 4e-16
rwr2 row2 r2 3.36e-1
cwr2 r2 vss 4e-16
rwk0 col0 k0 5.04e-1
cwk0 k0 vss 6e-16
rwk1 col1 k1 5.04e-1
cwk1 k1 vss 6e-16
xc0_0 r0 k0 gd_memristor g=2e-6
xc0_1 r0 k1 gd_memristor g=2.5e-6
xc1_0 r1 k0 gd_memristor g=3e-6
xc1_1 r1 k1 gd_memristor g=3.5e-6
xc2_0 r2 k0 gd_memristor g=4e-6
xc2_1 r2 k1 gd_memristor g=4.5e-6
.ends tile_0_0_0

* connection 1, rows 3..3, columns 0..1
.subckt tile_0_1_0 row0 col0 col1 vss
rwr0 row0 r0 3.36e-1
cwr0 r0 vss 4e-16
rwk0 col0 k0 1.68e-1
cwk0 k0 vss 2e-16
rwk1 col1 k1 1.68e-1
cwk1 k1 vss 2e-16
xc0_0 r0 k0 gd_memristor g=5e-6
xc0_1 r0 k1 gd_memristor g=5.5e-6
.ends tile_0_1_0

* connection 2, rows 0..2, columns 0..3
.subckt tile_1_0_0 row0 row1 row2 col0 col1 col2 col3 vss
rwr0 row0 r0 6.72e-1
cwr0 r0 vss 8e-16
rwr1 row1 r1 6.72e-1
cwr1 r1 vss 8e-16
rwr2 row2 r2 6.72e-1
cwr2 r2 vss 8e-16
rwk0 col0 k0 5.04e-1
cwk0 k0 vss 6e-16
rwk1 col1 k1 5.04e-1
cwk1 k1 vss 6e-16
rwk2 col2 k2 5.04e-1
cwk2 k2 vss 6e-16
rwk3 col3 k3 5.04e-1
cwk3 k3 vss 6e-16
xc0_0 r0 k0 gd_memristor g=6e-6
xc0_1 r0 k1 gd_memristor g=6.5e-6
xc0_2 r0 k2 gd_memristor g=7e-6
xc0_3 r0 k3 gd_memristor g=7.5e-6
xc1_0 r1 k0 gd_memristor g=8e-6
xc1_1 r1 k1 gd_memristor g=8.5e-6
xc1_2 r1 k2 gd_memristor g=9e-6
xc1_3 r1 k3 gd_memristor g=9.5e-6
xc2_0 r2 k0 gd_memristor g=1e-5
xc2_1 r2 k1 gd_memristor g=1.05e-5
xc2_2 r2 k2 gd_memristor g=1.1e-5
xc2_3 r2 k3 gd_memristor g=1.15e-5
.ends tile_1_0_0

* connection 2, rows 3..3, columns 0..3
.subckt tile_1_1_0 row0 col0 col1 col2 col3 vss
rwr0 row0 r0 6.72e-1
cwr0 r0 vss 8e-16
rwk0 col0 k0 1.68e-1
cwk0 k0 vss 2e-16
rwk1 col1 k1 1.68e-1
cwk1 k1 vss 2e-16
rwk2 col2 k2 1.68e-1
cwk2 k2 vss 2e-16
rwk3 col3 k3 1.68e-1
cwk3 k3 vss 2e-16
xc0_0 r0 k0 gd_memristor g=1.2e-5
xc0_1 r0 k1 gd_memristor g=1.25e-5
xc0_2 r0 k2 gd_memristor g=1.3e-5
xc0_3 r0 k3 gd_memristor g=1.35e-5
.ends tile_1_1_0

