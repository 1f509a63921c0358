/// The language of the leaf cells that some dialects read.
enum VerilogA {
  /// Its manual.
  static let reference = "Accellera, Verilog-AMS Language Reference Manual, version 2.4 (2014)"

  /// Keywords (annex B), mathematical and analog functions (4.3, 4.5), natures and disciplines of disciplines.vams and
  /// constants of constants.vams (annex D), in lower case.
  static let reservedWords = ReservedNames.words(
    """
    above abs absdelay absdelta abstol access acos acosh ac_stim aliasparam always analog analysis and asin asinh assert
    assign atan atan2 atanh automatic begin branch buf bufif0 bufif1 case casex casez ceil cell cmos config connect
    connectmodule connectrules continuous cos cosh cross ddt ddt_nature ddx deassign default defparam design disable
    discipline discrete domain driver_update edge else end endcase endconfig endconnectrules enddiscipline endfunction
    endgenerate endmodule endnature endparamset endprimitive endspecify endtable endtask event exclude exp final_step
    flicker_noise floor flow for force forever fork from function generate genvar ground highz0 highz1 hypot idt idtmod
    idt_nature if ifnone incdir include inf initial initial_step inout input instance integer join laplace_nd laplace_np
    laplace_zd laplace_zp large last_crossing liblist library limexp ln localparam log macromodule max medium merged min
    module nand nature negedge net_resolution nmos noise_table noise_table_log nor noshowcancelled not notif0 notif1 or
    output parameter paramset pmos posedge potential pow primitive pull0 pull1 pulldown pullup pulsestyle_onevent
    pulsestyle_ondetect rcmos real realtime reg release repeat resolveto rnmos rpmos rtran rtranif0 rtranif1 scalared
    sin sinh showcancelled signed slew small specify specparam split sqrt string strong0 strong1 supply0 supply1 table
    tan tanh task time timer tran tranif0 tranif1 transition tri tri0 tri1 triand trior trireg units unsigned use uwire
    vectored wait wand weak0 weak1 while white_noise wire wor wreal xnor xor zi_nd zi_np zi_zd zi_zp
    electrical voltage current charge flux magnetic thermal kinematic kinematic_v rotational rotational_omega
    m_e m_log2e m_log10e m_ln2 m_ln10 m_pi m_two_pi m_pi_2 m_pi_4 m_1_pi m_2_pi m_2_sqrtpi m_sqrt2 m_sqrt1_2
    p_q p_c p_k p_h p_eps0 p_u0 p_celsius0
    """)
}
