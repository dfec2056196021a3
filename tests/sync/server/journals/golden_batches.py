"""Batches as tills of each protocol have sent them: bytes that are kept, not made by today's code.

One register's opening, its shift and two sales; packed with zstd, then in base 85.
"""

from base64 import b85decode

REGISTER = "01a1fc02-fa40-771f-bd1a-6d2d3cad9cbd"
PUBLIC_KEY = "0b3913fae22de409b1de5726ffe30542199dc65b5181124be16f8253defde4b3"
SALES, TOTAL = 2, 165000
HEAD = 4

_FIRST = (
    "D77#BWW)*G9ROzeq9Y(r^bG4yC~t`slBlRjb4BZ?t)mq*d!TJw?mR3S1i%2M0g?ck0Ga@^wRg}xzQ&QNsmL_0X%>"
    "yneC3RBO@s8+yIV}8%G+!D>Bm!c>!?yI?be)=iIKMEuvZLKj=u*R{Mq1ak~&JIi;eWgEb8ELU-0L9kXi5<H~k;2x"
    "TmGBINNWfACf=R(-bc?@Mr3+^o-J(F56@iF1}`5=wg^fIj0L#k}hAWpT?i1>UiABdK$X&=8L1w2vD3NhJu5B`a;^"
    "rc#^HCJlP6qP<r#^jv(Mw8n73mm9~x_;tMyj_*No)GxmuK-GyYLW+#BS9Z;@a=w0d~-<2@0?2M-`=8bPZx&cp5TP"
    "Ip+2)G{g9;O@?Th>}2Q>>rP-pZ=z41h>4H6P=YGHo^S$;Li99w~J1>m!8U{F>~w87F1zd2{c`Z=hPugY7}tUQtIq"
    "eKV?#YeV8$n&M?hYIGAKIn9fs&WLy#T2{ic1|np#jU3gNEn!oP<IFV<T;N*GLLJ5|&A+#}{7?kBGT<S9?pdupo$Y"
    "iX-pGC-+Dd=+*^s2SRhlYps1M2Il4*TNEYc7(*~!*y@6v!E&yuaJbc^mM{n;LCC|n;MTdP?wJ}9T-EaskSPbp-~`"
    "?;c{+)u{dX<JT<>L(hq1^|(WVym^qAlM6%i6Hq1@(#&FjVgYoC<lTh>b1l=c87gP9CoskK{8EOU}!TPswk;yadBr"
    "l3w*~cje2K!j(VDVPrt+ZLq2`?kspG8+IQGG?R0URq*f#%ov-8AO5^MJ>~j8`AZcsE!n1{E$n(vuC@Iw`Nf$ewd-"
    "`R?Q9~)Uo~{s7A&rYn(Mn4)>ZfzHQ!DLAlwwH~c&K45G6<23$cU08NeUfc0ueJs<pC1FG#LwW#u#RVh6t2^f)R-%"
    "PDW%T+l7g|kxZC<VPS*E!;Rp*LA$e;&Jj$oC74MVdL(=>Y(3*_2n1_TZ<%wv$p=Q#R?<pcpoNxNe<D0oBVNZMF70"
    "8f4C~d5xn1VQq`x0xS~Nj|rH<8GDAJi-A1d7Txb>Ts#^$J_VeS`Lvu#3gAydhm<guhCVkL}))|4>WlgnTdB;MbRN"
    "zr(8J<0!-3hJ+PEKl%4N?(aQ$kz%XiqV2~YhbjoqL=}O?iEmBKV4^Cxs}?BWl*J)_t6IYb`f~>0JIHx!Nr9~0v`t"
    "Srg1>PBt*oyM}T^}33m~Ghr$vLF9s3Mg1qk<jCui8N~*1C;H70xjf^a?cM~h41`85KEC"
)
_SECOND = (
    "D77#BWaSBM9st(*rXvtf<pB)up|MctmD0=FjNw{(qMd64;<=`2`d|i8001HYc$NU30G<F}A(e|d_b<9j$TV}gB^T"
    "x~46CxCzq~Dvak2h-e{7L;xr0nQ{Zp0wHZ0XiKSn8Cq^!<0?blLQ;}Av{pSnohtgqJjBs1MDtiH(HS$qm%Tv+_&Q"
    "GZ7#&uQxIl<#-a4$2+NX^N+w>2vi?n#$QwpN=*f6=zf`l`V_1o>!%<S(&rdPEVgH+xV%I<}`#S&UlhKBklCXygyC"
    "V>}2KY+UThj=gJ*Hz%4a!F-9kSefr23uw?O_JR0Z8CoqH;kO`ZeAo4qq;Hy-uSVzWKCQv*(!|4l(<=>ZZfYbEaiB"
    "1|KGG{@jEeF;KV@_9e2Ed~s)^gTz7;|V%VN8i_wRSrDlkc-d;o`L}jxiEW*IqU*YkcqQWsJ`}qYXMLX>AR<d*94w"
    ";$jSp4#w$z)n)~rsY+r7#7a0pnia*9)EN;@Lkde!*no_x`((-f>>1r!8gGwjq7oTnl-jgKVID%|<%gsQ&wz&<K8H"
    "EybiNgi{K<}?+DU(Q`cTwgOI5Oywo`+3P(GDht%GWhhM?+J*XE0r2ZB6P*LKoQzNhu6gN><?y?l)^hCvDAq)o%xg"
    "Ufxbu`Tc^lg)ZhTYImLHBPRdc&3G9B{38n1OSi6YRoy-qR9)8iU4^jdIw~}N_P5|tOkmZ1s!sI^2U8Y8n?QY0a8&"
    "{SSmw3E;;LRQt^g1O8mDd%=$)w&2rp>PJiRNV}6C$kw2QA-fvt>Z-pmWQJqLUI%A(?Cq3cDXP@+G1<h+83(ppwA<"
    "sB>vL<CIMd7IdpVL3>Bt2^_=Cp+%8$B19qLZek)J|u6t4_Lstkn?7C)<Dod8kn>G6*3Vkr7FnBq?-Y0+BLR<pC1l"
    "6d4P0#u$c#h6t2^f)R-%PDW%T+l7fdu1>gJvEl}ko2&4ROOx|kA{bmSb(tv?cu05vY+WOHAYa$D-hwkN(-+3oTGC"
    "2gpoNxNzaoCAAz2S1FMa2$536m)j9rG><k?TLR{E9vk64XDk>l)^BpGd=EJwezb_lRBEYO8&w!SDOWEwpeK&&W<v"
    "<PF_n$k=*^1YakgCC^mSL1?pk@nBXuEN5xJ`4(Vxl%{QNW>u58a3e6rJ=YXhUpa$f<Gx3eytdti{(cplL3?#1j8a"
    "Q)Qja-2gjb9yd;uLie2Lo0b-4$bGN<sXbt-U&uv7cmrpIiz$+YJ6cpyRs)RYSN<Ag!)<D4D*^DFu1!UMn;i&=D2i"
    "cw"
)

BATCHES = {1: b85decode(_FIRST), 2: b85decode(_SECOND)}
"""By protocol; packed."""
