* iris_sky130: crossbar tiles, ngspice, written by grenadyn
* connection 1, rows 0..7, columns 0..7
.subckt tile_0_0_0 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 col2 col3 col4 col5 col6 col7 vss
xc0_0 row0 col0 gd_memristor g=2.37207331796774e-6
xc0_1 row0 col1 gd_memristor g=1.96940928066079e-6
xc0_2 row0 col2 gd_memristor g=5.37104195374271e-6
xc0_3 row0 col3 gd_memristor g=1.67035632731582e-5
xc0_4 row0 col4 gd_memristor g=6.14718095347222e-6
xc0_5 row0 col5 gd_memristor g=2.80715299522513e-6
xc0_6 row0 col6 gd_memristor g=1.90236075071621e-6
xc0_7 row0 col7 gd_memristor g=9.64887302222303e-6
xc1_0 row1 col0 gd_memristor g=1.9252454677039e-5
xc1_1 row1 col1 gd_memristor g=1.02561654132088e-5
xc1_2 row1 col2 gd_memristor g=3.97005230948244e-6
xc1_3 row1 col3 gd_memristor g=1.24193322904383e-5
xc1_4 row1 col4 gd_memristor g=1.45294462588437e-5
xc1_5 row1 col5 gd_memristor g=5.35612321591241e-6
xc1_6 row1 col6 gd_memristor g=3.8428992499199e-6
xc1_7 row1 col7 gd_memristor g=5.59373950955284e-6
xc2_0 row2 col0 gd_memristor g=4.95174641934302e-6
xc2_1 row2 col1 gd_memristor g=1.03491634161291e-5
xc2_2 row2 col2 gd_memristor g=1.69177802173153e-5
xc2_3 row2 col3 gd_memristor g=1.28848855565312e-5
xc2_4 row2 col4 gd_memristor g=3.57017790080438e-6
xc2_5 row2 col5 gd_memristor g=7.34577609748281e-6
xc2_6 row2 col6 gd_memristor g=4.93124446117348e-6
xc2_7 row2 col7 gd_memristor g=1.3433589194978e-5
xc3_0 row3 col0 gd_memristor g=7.51335532091263e-6
xc3_1 row3 col1 gd_memristor g=1.30528500825823e-5
xc3_2 row3 col2 gd_memristor g=1.82642201724133e-5
xc3_3 row3 col3 gd_memristor g=3.22006689440883e-6
xc3_4 row3 col4 gd_memristor g=1.56173641662693e-5
xc3_5 row3 col5 gd_memristor g=1.93427849570568e-5
xc3_6 row3 col6 gd_memristor g=1.21276391613173e-5
xc3_7 row3 col7 gd_memristor g=7.35474256759443e-6
xc4_0 row4 col0 gd_memristor g=9.8810055909348e-6
xc4_1 row4 col1 gd_memristor g=4.90160403254722e-6
xc4_2 row4 col2 gd_memristor g=4.77296096677462e-6
xc4_3 row4 col3 gd_memristor g=7.45986602834594e-6
xc4_4 row4 col4 gd_memristor g=3.71452180508622e-6
xc4_5 row4 col5 gd_memristor g=4.77091043549427e-6
xc4_6 row4 col6 gd_memristor g=1.36451768548578e-5
xc4_7 row4 col7 gd_memristor g=6.39901136816155e-6
xc5_0 row5 col0 gd_memristor g=1.54565948674326e-5
xc5_1 row5 col1 gd_memristor g=1.59288402673513e-5
xc5_2 row5 col2 gd_memristor g=1.42379596911748e-5
xc5_3 row5 col3 gd_memristor g=6.57628143315064e-6
xc5_4 row5 col4 gd_memristor g=1.15203280874383e-5
xc5_5 row5 col5 gd_memristor g=6.35820681908363e-6
xc5_6 row5 col6 gd_memristor g=1.55617429224951e-5
xc5_7 row5 col7 gd_memristor g=7.7880013364802e-6
xc6_0 row6 col0 gd_memristor g=9.89161223315545e-6
xc6_1 row6 col1 gd_memristor g=1.59998906640366e-5
xc6_2 row6 col2 gd_memristor g=1.99911223904311e-6
xc6_3 row6 col3 gd_memristor g=2.27744661208489e-6
xc6_4 row6 col4 gd_memristor g=6.40384774132701e-6
xc6_5 row6 col5 gd_memristor g=4.22003750489624e-6
xc6_6 row6 col6 gd_memristor g=1.44935735354805e-5
xc6_7 row6 col7 gd_memristor g=1.4942328728741e-5
xc7_0 row7 col0 gd_memristor g=2.55134538587209e-6
xc7_1 row7 col1 gd_memristor g=1.25236263566539e-5
xc7_2 row7 col2 gd_memristor g=1.86157407132378e-5
xc7_3 row7 col3 gd_memristor g=1.71577759380153e-5
xc7_4 row7 col4 gd_memristor g=1.2931791082072e-5
xc7_5 row7 col5 gd_memristor g=3.97565372066313e-6
xc7_6 row7 col6 gd_memristor g=5.35958920224352e-6
xc7_7 row7 col7 gd_memristor g=1.19244910673278e-5
.ends tile_0_0_0

* connection 1, rows 0..7, columns 8..9
.subckt tile_0_0_1 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 vss
xc0_0 row0 col0 gd_memristor g=1.16748772992336e-5
xc0_1 row0 col1 gd_memristor g=1.79256799592554e-5
xc1_0 row1 col0 gd_memristor g=4.71252004323442e-6
xc1_1 row1 col1 gd_memristor g=1.40374448207357e-5
xc2_0 row2 col0 gd_memristor g=2.57077073781266e-6
xc2_1 row2 col1 gd_memristor g=1.71576061315341e-5
xc3_0 row3 col0 gd_memristor g=1.92780912368166e-5
xc3_1 row3 col1 gd_memristor g=8.78338424498528e-6
xc4_0 row4 col0 gd_memristor g=2.51801046709113e-6
xc4_1 row4 col1 gd_memristor g=2.18232075567354e-6
xc5_0 row5 col0 gd_memristor g=1.55391336323395e-5
xc5_1 row5 col1 gd_memristor g=9.75517739520813e-6
xc6_0 row6 col0 gd_memristor g=3.30972483520629e-6
xc6_1 row6 col1 gd_memristor g=7.06311947747282e-6
xc7_0 row7 col0 gd_memristor g=1.23585571889869e-5
xc7_1 row7 col1 gd_memristor g=1.72960431814911e-5
.ends tile_0_0_1

* connection 1, rows 8..9, columns 0..7
.subckt tile_0_1_0 row0 row1 col0 col1 col2 col3 col4 col5 col6 col7 vss
xc0_0 row0 col0 gd_memristor g=1.7880809672004e-5
xc0_1 row0 col1 gd_memristor g=1.33015799836519e-5
xc0_2 row0 col2 gd_memristor g=1.5177767911022e-5
xc0_3 row0 col3 gd_memristor g=8.57012042942783e-6
xc0_4 row0 col4 gd_memristor g=1.44001491085799e-5
xc0_5 row0 col5 gd_memristor g=1.00716346572e-5
xc0_6 row0 col6 gd_memristor g=1.83662057692467e-5
xc0_7 row0 col7 gd_memristor g=1.459518110448e-5
xc1_0 row1 col0 gd_memristor g=1.37332978490352e-5
xc1_1 row1 col1 gd_memristor g=4.48474335001519e-6
xc1_2 row1 col2 gd_memristor g=1.17915847448899e-5
xc1_3 row1 col3 gd_memristor g=8.00527180444564e-6
xc1_4 row1 col4 gd_memristor g=3.76226417355815e-6
xc1_5 row1 col5 gd_memristor g=3.54814057024785e-6
xc1_6 row1 col6 gd_memristor g=9.89829575517903e-6
xc1_7 row1 col7 gd_memristor g=1.791430697327e-5
.ends tile_0_1_0

* connection 1, rows 8..9, columns 8..9
.subckt tile_0_1_1 row0 row1 col0 col1 vss
xc0_0 row0 col0 gd_memristor g=1.7265061061095e-5
xc0_1 row0 col1 gd_memristor g=1.0008146540783e-5
xc1_0 row1 col0 gd_memristor g=4.885805380197e-6
xc1_1 row1 col1 gd_memristor g=4.66227802562177e-6
.ends tile_0_1_1

* connection 2, rows 0..7, columns 0..3
.subckt tile_1_0_0 row0 row1 row2 row3 row4 row5 row6 row7 col0 col1 col2 col3 vss
xc0_0 row0 col0 gd_memristor g=7.82331111064387e-6
xc0_1 row0 col1 gd_memristor g=6.70891792935579e-6
xc0_2 row0 col2 gd_memristor g=8.88749487245164e-6
xc0_3 row0 col3 gd_memristor g=4.98222151220275e-6
xc1_0 row1 col0 gd_memristor g=1.28164456775799e-5
xc1_1 row1 col1 gd_memristor g=1.73881965253285e-5
xc1_2 row1 col2 gd_memristor g=1.92468699613373e-5
xc1_3 row1 col3 gd_memristor g=1.64305495926417e-5
xc2_0 row2 col0 gd_memristor g=1.22000050108263e-5
xc2_1 row2 col1 gd_memristor g=2.94608738905339e-6
xc2_2 row2 col2 gd_memristor g=7.6149528669264e-6
xc2_3 row2 col3 gd_memristor g=1.82433821481615e-5
xc3_0 row3 col0 gd_memristor g=6.35857700977752e-6
xc3_1 row3 col1 gd_memristor g=2.69629401642169e-6
xc3_2 row3 col2 gd_memristor g=7.58463133857256e-6
xc3_3 row3 col3 gd_memristor g=1.53975872227872e-5
xc4_0 row4 col0 gd_memristor g=4.41276811453727e-6
xc4_1 row4 col1 gd_memristor g=1.80529281739928e-5
xc4_2 row4 col2 gd_memristor g=3.98502373936876e-6
xc4_3 row4 col3 gd_memristor g=2.05109250307945e-5
xc5_0 row5 col0 gd_memristor g=1.49939401003455e-5
xc5_1 row5 col1 gd_memristor g=1.74831513548783e-5
xc5_2 row5 col2 gd_memristor g=3.98737434159281e-6
xc5_3 row5 col3 gd_memristor g=5.00027460621518e-6
xc6_0 row6 col0 gd_memristor g=1.11683300352745e-5
xc6_1 row6 col1 gd_memristor g=1.42054195168168e-5
xc6_2 row6 col2 gd_memristor g=7.44901596378205e-6
xc6_3 row6 col3 gd_memristor g=7.63336302898216e-6
xc7_0 row7 col0 gd_memristor g=2.27275770078798e-6
xc7_1 row7 col1 gd_memristor g=1.60894977684735e-5
xc7_2 row7 col2 gd_memristor g=7.68953136587274e-6
xc7_3 row7 col3 gd_memristor g=5.7158100128314e-6
.ends tile_1_0_0

* connection 2, rows 8..11, columns 0..3
.subckt tile_1_1_0 row0 row1 row2 row3 col0 col1 col2 col3 vss
xc0_0 row0 col0 gd_memristor g=3.4352796043066e-6
xc0_1 row0 col1 gd_memristor g=1.39058389390066e-5
xc0_2 row0 col2 gd_memristor g=4.96761293400398e-6
xc0_3 row0 col3 gd_memristor g=2.24165839606752e-6
xc1_0 row1 col0 gd_memristor g=8.75429542041529e-6
xc1_1 row1 col1 gd_memristor g=7.33056464563006e-6
xc1_2 row1 col2 gd_memristor g=2.01645197520039e-5
xc1_3 row1 col3 gd_memristor g=5.7371362139847e-6
xc2_0 row2 col0 gd_memristor g=2.05793372912834e-5
xc2_1 row2 col1 gd_memristor g=1.67858467021689e-5
xc2_2 row2 col2 gd_memristor g=1.7627543931331e-5
xc2_3 row2 col3 gd_memristor g=1.44553992530507e-5
xc3_0 row3 col0 gd_memristor g=1.0706252641301e-5
xc3_1 row3 col1 gd_memristor g=3.78960350195572e-6
xc3_2 row3 col2 gd_memristor g=4.8548989331325e-6
xc3_3 row3 col3 gd_memristor g=9.832059166441e-6
.ends tile_1_1_0

