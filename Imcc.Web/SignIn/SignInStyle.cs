namespace Imcc.Web.SignIn;

/// <summary>The look of the pages that stand outside the application's frame.</summary>
internal static class SignInStyle
{
    public const string Css = """
        :root{--ink:#16202c;--quiet:#5a6675;--line:#d5dce5;--paper:#fff;--ground:#eef2f7;--accent:#1457c8;--accent-deep:#0f469f;--bad:#b3261e;--bad-paper:#fdecea;--soft:#f5f8fc}
        @media (prefers-color-scheme:dark){:root{--ink:#e8edf4;--quiet:#9fadbe;--line:#36445a;--paper:#182130;--ground:#0f1621;--accent:#5b94f5;--accent-deep:#7eacf8;--bad:#ffb4ab;--bad-paper:#432322;--soft:#1f2a3b}.primary{color:#0b1524!important}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.6 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
        main{min-height:100vh;display:grid;grid-template-columns:minmax(0,5fr) minmax(420px,4fr)}
        .brand{background:radial-gradient(1200px 700px at 10% 0%,#2a6fe0 0%,#12408f 45%,#0b2450 100%);color:#fff;padding:8vh 7vw;display:flex;flex-direction:column;justify-content:center}
        .mark{display:flex;align-items:center;gap:14px;font-size:30px;font-weight:700;letter-spacing:.06em}
        .mark span{width:40px;height:40px;border-radius:10px;background:url(/favicon.svg) center/cover}
        .claim{font-size:clamp(22px,2.3vw,34px);line-height:1.4;font-weight:600;margin:40px 0 20px;max-width:18em}
        .brand ul{margin:0;padding:0;list-style:none;color:#cfe0ff;font-size:16px}
        .brand li{padding:5px 0 5px 26px;position:relative}
        .brand li::before{content:"";position:absolute;left:2px;top:14px;width:10px;height:6px;border:solid #7fb0ff;border-width:0 0 2px 2px;transform:rotate(-45deg)}
        .door{background:var(--paper);padding:28px clamp(28px,5vw,84px);display:flex;flex-direction:column;justify-content:center;position:relative}
        nav{position:absolute;top:24px;right:28px;display:flex;gap:16px;font-size:13px}
        nav a{color:var(--quiet);text-decoration:none;padding:4px 0;border-bottom:2px solid transparent}
        nav a[aria-current]{color:var(--ink);border-color:var(--accent)}
        h1{font-size:26px;margin:0}
        .lead{color:var(--quiet);margin:4px 0 22px}
        label{display:block;font-weight:600;font-size:14px;margin:0 0 6px}
        input:not([type=hidden]){width:100%;height:44px;padding:0 12px;margin-bottom:16px;border:1px solid var(--line);border-radius:8px;background:var(--paper);color:var(--ink);font:inherit}
        input:focus-visible,button:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        button{font:inherit;cursor:pointer}
        .primary{width:100%;height:46px;border:0;border-radius:8px;background:var(--accent);color:#fff;font-weight:600;font-size:16px}
        .primary:hover{background:var(--accent-deep)}
        .problem{margin:0 0 18px;padding:10px 14px;border-radius:8px;background:var(--bad-paper);color:var(--bad);font-size:14px}
        fieldset{margin:24px 0 0;padding:12px 14px 14px;border:1px dashed var(--line);border-radius:10px}
        legend{padding:0 6px;font-size:13px;color:var(--quiet)}
        fieldset p{margin:0 0 10px;font-size:13px;color:var(--quiet)}
        .people{display:grid;grid-template-columns:repeat(3,1fr);gap:8px}
        .people button{display:flex;justify-content:space-between;align-items:baseline;gap:6px;padding:6px 10px;border:1px solid var(--line);border-radius:8px;background:var(--soft);color:var(--ink)}
        .people button:hover{border-color:var(--accent)}
        .people b{font-weight:600;font-size:13px}
        .people small{color:var(--quiet);font-size:12px}
        footer{margin-top:26px;color:var(--quiet);font-size:12px}
        .door a.back{color:var(--accent)}
        @media (max-width:860px){main{grid-template-columns:1fr}.brand{display:none}.door{padding:72px 24px 24px;justify-content:flex-start}.people{grid-template-columns:repeat(2,1fr)}}
        """;
}
