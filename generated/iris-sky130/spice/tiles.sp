* iris_sky130: crossbar tiles, ngspice, written by grenadyn
* connection 1, rows 0..7, columns 0..7
.subckt tile_0_0_0 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 col2 col3 col4 col5 col6 col7 vss
xc0_0 row0 col0 gd_memristor g=2.29008929752896e-6
xc0_1 row0 col1 gd_memristor g=1.33522266421002e-5
xc0_2 row0 col2 gd_memristor g=7.992184727137e-6
xc0_3 row0 col3 gd_memristor g=4.95991824007438e-6
xc0_4 row0 col4 gd_memristor g=1.35277389581227e-5
xc0_5 row0 col5 gd_memristor g=1.94191846463897e-5
xc0_6 row0 col6 gd_memristor g=1.61741961394098e-5
xc0_7 row0 col7 gd_memristor g=1.78235517647462e-5
xc1_0 row1 col0 gd_memristor g=1.928363810388e-6
xc1_1 row1 col1 gd_memristor g=1.13920046216072e-5
xc1_2 row1 col2 gd_memristor g=1.55935897666144e-5
xc1_3 row1 col3 gd_memristor g=5.69295376995581e-6
xc1_4 row1 col4 gd_memristor g=1.05490572666825e-5
xc1_5 row1 col5 gd_memristor g=1.28853484298406e-5
xc1_6 row1 col6 gd_memristor g=1.15945181421244e-5
xc1_7 row1 col7 gd_memristor g=1.68162654805903e-5
xc2_0 row2 col0 gd_memristor g=1.052436410619e-5
xc2_1 row2 col1 gd_memristor g=1.70268950295951e-5
xc2_2 row2 col2 gd_memristor g=1.2020096388038e-5
xc2_3 row2 col3 gd_memristor g=1.27934212579446e-5
xc2_4 row2 col4 gd_memristor g=2.88033191186859e-6
xc2_5 row2 col5 gd_memristor g=1.15840948022226e-5
xc2_6 row2 col6 gd_memristor g=1.36120921087966e-5
xc2_7 row2 col7 gd_memristor g=1.27335595722146e-5
xc3_0 row3 col0 gd_memristor g=2.00179087756547e-5
xc3_1 row3 col1 gd_memristor g=9.0285458760866e-6
xc3_2 row3 col2 gd_memristor g=1.00518578257727e-5
xc3_3 row3 col3 gd_memristor g=1.46446955476618e-6
xc3_4 row3 col4 gd_memristor g=3.80410606860329e-6
xc3_5 row3 col5 gd_memristor g=1.21665573054293e-5
xc3_6 row3 col6 gd_memristor g=1.20417528890144e-5
xc3_7 row3 col7 gd_memristor g=2.86402432134841e-6
xc4_0 row4 col0 gd_memristor g=2.06318101337841e-5
xc4_1 row4 col1 gd_memristor g=1.1201907070184e-5
xc4_2 row4 col2 gd_memristor g=1.51371650127406e-5
xc4_3 row4 col3 gd_memristor g=1.91264457878702e-6
xc4_4 row4 col4 gd_memristor g=6.55032033770508e-6
xc4_5 row4 col5 gd_memristor g=1.42164716277317e-5
xc4_6 row4 col6 gd_memristor g=1.8907325041086e-5
xc4_7 row4 col7 gd_memristor g=3.0000739045247e-7
xc5_0 row5 col0 gd_memristor g=9.73316854524726e-6
xc5_1 row5 col1 gd_memristor g=2.00112511040001e-5
xc5_2 row5 col2 gd_memristor g=1.29389599633906e-5
xc5_3 row5 col3 gd_memristor g=1.50974644901675e-5
xc5_4 row5 col4 gd_memristor g=2.99243739643185e-7
xc5_5 row5 col5 gd_memristor g=1.14689899061974e-5
xc5_6 row5 col6 gd_memristor g=4.05589006757827e-6
xc5_7 row5 col7 gd_memristor g=7.01882298862221e-6
xc6_0 row6 col0 gd_memristor g=1.31094799522741e-5
xc6_1 row6 col1 gd_memristor g=6.59961693731694e-6
xc6_2 row6 col2 gd_memristor g=4.40368049988641e-6
xc6_3 row6 col3 gd_memristor g=1.33552846680423e-5
xc6_4 row6 col4 gd_memristor g=7.79878565370984e-6
xc6_5 row6 col5 gd_memristor g=1.90578429014555e-5
xc6_6 row6 col6 gd_memristor g=2.94967117617616e-6
xc6_7 row6 col7 gd_memristor g=2.31305763599001e-6
xc7_0 row7 col0 gd_memristor g=1.78661553195029e-6
xc7_1 row7 col1 gd_memristor g=1.15130974631217e-5
xc7_2 row7 col2 gd_memristor g=9.59363717275431e-6
xc7_3 row7 col3 gd_memristor g=1.54823974030574e-5
xc7_4 row7 col4 gd_memristor g=4.64781921921996e-6
xc7_5 row7 col5 gd_memristor g=1.10253612150353e-5
xc7_6 row7 col6 gd_memristor g=1.06066794031428e-5
xc7_7 row7 col7 gd_memristor g=2.34196446201361e-5
.ends tile_0_0_0

* connection 1, rows 0..7, columns 8..9
.subckt tile_0_0_1 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 vss
xc0_0 row0 col0 gd_memristor g=8.24180830441137e-6
xc0_1 row0 col1 gd_memristor g=6.84993715962532e-6
xc1_0 row1 col0 gd_memristor g=1.63478651527529e-5
xc1_1 row1 col1 gd_memristor g=1.00602356218588e-6
xc2_0 row2 col0 gd_memristor g=1.31658395805167e-5
xc2_1 row2 col1 gd_memristor g=6.60361714651499e-6
xc3_0 row3 col0 gd_memristor g=2.98575380300378e-7
xc3_1 row3 col1 gd_memristor g=1.0406093260406e-5
xc4_0 row4 col0 gd_memristor g=2.96e-7
xc4_1 row4 col1 gd_memristor g=1.88019817267925e-5
xc5_0 row5 col0 gd_memristor g=8.898927213203e-6
xc5_1 row5 col1 gd_memristor g=6.97829596240321e-6
xc6_0 row6 col0 gd_memristor g=7.82433819324157e-6
xc6_1 row6 col1 gd_memristor g=1.79850621215916e-5
xc7_0 row7 col0 gd_memristor g=2.03688185959217e-5
xc7_1 row7 col1 gd_memristor g=8.94142891464211e-6
.ends tile_0_0_1

* connection 1, rows 8..9, columns 0..7
.subckt tile_0_1_0 row0 row1 col0 col1 col2 col3 col4 col5 col6 col7 vss
xc0_0 row0 col0 gd_memristor g=1.9936409936692e-5
xc0_1 row0 col1 gd_memristor g=2.53517364698606e-6
xc0_2 row0 col2 gd_memristor g=7.51204863378341e-6
xc0_3 row0 col3 gd_memristor g=9.14342084041913e-6
xc0_4 row0 col4 gd_memristor g=1.02890569762256e-5
xc0_5 row0 col5 gd_memristor g=1.26284537813785e-5
xc0_6 row0 col6 gd_memristor g=7.18842290585356e-6
xc0_7 row0 col7 gd_memristor g=8.21099028328801e-6
xc1_0 row1 col0 gd_memristor g=9.44137371605361e-6
xc1_1 row1 col1 gd_memristor g=1.08267120600917e-5
xc1_2 row1 col2 gd_memristor g=5.60966478808133e-6
xc1_3 row1 col3 gd_memristor g=1.92524357878257e-5
xc1_4 row1 col4 gd_memristor g=1.55676240570555e-5
xc1_5 row1 col5 gd_memristor g=8.92276010133759e-6
xc1_6 row1 col6 gd_memristor g=4.26403350575824e-6
xc1_7 row1 col7 gd_memristor g=6.47082956061798e-6
.ends tile_0_1_0

* connection 1, rows 8..9, columns 8..9
.subckt tile_0_1_1 row0 row1 col0 col1 vss
xc0_0 row0 col0 gd_memristor g=1.5401899595991e-5
xc0_1 row0 col1 gd_memristor g=3.87114599198062e-6
xc1_0 row1 col0 gd_memristor g=1.50805691479857e-5
xc1_1 row1 col1 gd_memristor g=1.07089230179156e-5
.ends tile_0_1_1

* connection 2, rows 0..7, columns 0..3
.subckt tile_1_0_0 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 col2 col3 vss
xc0_0 row0 col0 gd_memristor g=6.73405159269266e-6
xc0_1 row0 col1 gd_memristor g=2.02334082607227e-5
xc0_2 row0 col2 gd_memristor g=1.14904221200531e-5
xc0_3 row0 col3 gd_memristor g=1.05729135679433e-5
xc1_0 row1 col0 gd_memristor g=7.95910275097073e-6
xc1_1 row1 col1 gd_memristor g=1.72224431126165e-5
xc1_2 row1 col2 gd_memristor g=8.19035847514409e-6
xc1_3 row1 col3 gd_memristor g=1.33072840655257e-5
xc2_0 row2 col0 gd_memristor g=5.64928915241473e-6
xc2_1 row2 col1 gd_memristor g=3.5116921283289e-6
xc2_2 row2 col2 gd_memristor g=1.91465663317964e-5
xc2_3 row2 col3 gd_memristor g=1.80587312512881e-5
xc3_0 row3 col0 gd_memristor g=1.23301394993914e-5
xc3_1 row3 col1 gd_memristor g=1.8630705657333e-6
xc3_2 row3 col2 gd_memristor g=1.60135354611096e-5
xc3_3 row3 col3 gd_memristor g=1.73180377885865e-5
xc4_0 row4 col0 gd_memristor g=5.57907321746978e-6
xc4_1 row4 col1 gd_memristor g=1.53696772502233e-5
xc4_2 row4 col2 gd_memristor g=1.58814491108255e-5
xc4_3 row4 col3 gd_memristor g=2.93536153371093e-6
xc5_0 row5 col0 gd_memristor g=1.1523348636315e-5
xc5_1 row5 col1 gd_memristor g=1.80590639862779e-5
xc5_2 row5 col2 gd_memristor g=1.63929468645816e-5
xc5_3 row5 col3 gd_memristor g=1.15526950013253e-5
xc6_0 row6 col0 gd_memristor g=1.8756757349699e-5
xc6_1 row6 col1 gd_memristor g=1.14282197655778e-5
xc6_2 row6 col2 gd_memristor g=1.34402681160971e-5
xc6_3 row6 col3 gd_memristor g=1.02264804387803e-5
xc7_0 row7 col0 gd_memristor g=1.59046342422936e-5
xc7_1 row7 col1 gd_memristor g=1.78507103539991e-5
xc7_2 row7 col2 gd_memristor g=2.96e-7
xc7_3 row7 col3 gd_memristor g=2.89354369555649e-6
.ends tile_1_0_0

* connection 2, rows 8..11, columns 0..3
.subckt tile_1_1_0 row0 row1 row2 row3 col0 col1 col2 col3 vss
xc0_0 row0 col0 gd_memristor g=1.90868141985805e-5
xc0_1 row0 col1 gd_memristor g=1.07980696730296e-5
xc0_2 row0 col2 gd_memristor g=2.25647423394348e-6
xc0_3 row0 col3 gd_memristor g=7.51675666657862e-6
xc1_0 row1 col0 gd_memristor g=1.40299588374669e-5
xc1_1 row1 col1 gd_memristor g=8.23225606352811e-6
xc1_2 row1 col2 gd_memristor g=7.68221293118126e-6
xc1_3 row1 col3 gd_memristor g=7.20658972392259e-6
xc2_0 row2 col0 gd_memristor g=1.56767123818381e-5
xc2_1 row2 col1 gd_memristor g=2.11294127423995e-6
xc2_2 row2 col2 gd_memristor g=1.53053189805988e-5
xc2_3 row2 col3 gd_memristor g=1.38036493236681e-5
xc3_0 row3 col0 gd_memristor g=3.83297818326186e-6
xc3_1 row3 col1 gd_memristor g=1.10313207610018e-6
xc3_2 row3 col2 gd_memristor g=1.46419174570762e-5
xc3_3 row3 col3 gd_memristor g=1.22599194253351e-5
.ends tile_1_1_0

