using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Administration;

/// <summary>The look of administration's larger editors: skill groups, calendars, tiers.</summary>
internal static class EditorStyle
{
    public static readonly MarkupString Css = new("""
        <style>
        .ed{flex:1;min-width:0;display:flex;flex-direction:column;max-height:calc(100vh - 48px)}
        .ed-head{display:flex;align-items:center;gap:12px;padding:10px 20px 0;flex-wrap:wrap}
        .ed-head h1{font-size:18px;font-weight:600;margin:0}
        .ed-head h1:focus-visible{outline:none}
        .ed-head .push{margin-left:auto;display:flex;gap:8px;align-items:center}
        .ed-back{color:var(--quiet);text-decoration:none}
        .ed-back:hover{color:var(--mud-palette-primary)}
        .ed-tabs{display:flex;gap:2px;padding:0 20px;border-bottom:1px solid var(--line);margin-top:6px;flex:none}
        .ed-tabs a{padding:8px 14px;color:var(--quiet);text-decoration:none;border-bottom:2px solid transparent;font-weight:500;display:flex;gap:6px;align-items:center}
        .ed-tabs a:hover{color:var(--mud-palette-text-primary)}
        .ed-tabs a[aria-current=page]{color:var(--mud-palette-primary);border-color:var(--mud-palette-primary)}
        .ed-tabs a:focus-visible{outline:2px solid var(--mud-palette-primary);outline-offset:-2px}
        .ed-tabs .dot{width:7px;height:7px;border-radius:50%;background:var(--mud-palette-error)}
        .ed-body{flex:1;min-height:0;overflow:auto;padding:16px 20px 40px}
        .ed-split{display:grid;grid-template-columns:minmax(0,1fr) minmax(380px,38%);gap:20px;align-items:start}
        .ed-split>.side{position:sticky;top:0}
        .ed-narrow{max-width:880px}
        .ed-box{border:1px solid var(--line);border-radius:8px;background:var(--mud-palette-surface);padding:14px 16px;margin-bottom:14px}
        .ed-box>h2{font-size:14px;font-weight:600;margin:0 0 2px;display:flex;align-items:center;gap:8px}
        .ed-box>h2 .push{margin-left:auto;font-weight:400}
        .ed-box>p.lead{color:var(--quiet);font-size:12px;margin:0 0 10px}
        .ed-row{display:grid;grid-template-columns:170px minmax(0,1fr);gap:6px 16px;padding:8px 0;border-top:1px solid color-mix(in srgb,var(--line) 60%,transparent);align-items:start}
        .ed-box>h2+.ed-row,.ed-box>p.lead+.ed-row{border-top:0}
        .ed-row>.what{font-weight:500;padding-top:5px}
        .ed-row>.what label{cursor:pointer}
        .ed-row .said{color:var(--quiet);font-size:12px;margin:3px 0 0}
        .ed-inline{display:flex;align-items:center;gap:6px 8px;flex-wrap:wrap;min-height:30px}
        .ed-in{height:30px;padding:0 8px;border:1px solid var(--line);border-radius:6px;background:var(--mud-palette-surface);color:inherit;font:inherit;min-width:0}
        .ed-in:focus-visible,.adm-search:focus-visible{outline:2px solid var(--mud-palette-primary);outline-offset:-1px}
        .ed-in[type=number]{width:72px;text-align:right}
        .ed-in.clock{width:62px;text-align:center;font-variant-numeric:tabular-nums}
        .ed-in.wide{width:100%}
        .ed-in.bad{border-color:var(--mud-palette-error)}
        .ed-in:disabled{opacity:.5}
        select.ed-in{padding-right:4px;max-width:100%}
        textarea.ed-in{height:auto;padding:6px 8px;width:100%;resize:vertical;line-height:1.5}
        .ed-check{display:inline-flex;align-items:center;gap:6px;cursor:pointer}
        .ed input[type=checkbox],.ed input[type=radio],.adm-drawer input[type=radio]{width:16px;height:16px;accent-color:var(--mud-palette-primary);margin:0;flex:none}
        .ed-link{border:0;background:none;color:var(--mud-palette-primary);font:inherit;padding:2px 4px;cursor:pointer;border-radius:4px;text-decoration:none}
        .ed-link:hover{text-decoration:underline}
        .ed-link:disabled{opacity:.4;cursor:default;text-decoration:none}
        .ed-x{border:0;background:none;color:var(--quiet);cursor:pointer;width:24px;height:24px;border-radius:4px;font-size:14px;line-height:1}
        .ed-x:disabled{opacity:.25;cursor:default}
        .ed-x:not(:disabled):hover{color:var(--mud-palette-error);background:color-mix(in srgb,var(--quiet) 14%,transparent)}
        .ed-choices{display:grid;align-items:start;grid-template-columns:repeat(auto-fill,minmax(290px,1fr));gap:10px}
        .ed-choices.one{grid-template-columns:minmax(0,1fr);gap:8px}
        .ed-choice{display:block;border:1px solid var(--line);border-radius:8px;padding:10px 12px;cursor:pointer;background:var(--mud-palette-surface)}
        .ed-choice:hover{border-color:var(--mud-palette-primary)}
        .ed-choice.on{border-color:var(--mud-palette-primary);background:color-mix(in srgb,var(--mud-palette-primary) 6%,var(--mud-palette-surface));box-shadow:inset 0 0 0 1px var(--mud-palette-primary)}
        .ed-choice:focus-within{outline:2px solid color-mix(in srgb,var(--mud-palette-primary) 60%,transparent);outline-offset:1px}
        .ed-choice .title{display:flex;align-items:center;gap:8px;font-weight:600}
        .ed-choice p{margin:4px 0 0 24px;font-size:12px}
        .ed-choice p.when{color:var(--quiet)}
        .ed-choice .more{margin:8px 0 0 24px;padding-top:8px;border-top:1px dashed var(--line);cursor:default}
        .ed-grid{width:100%;border-collapse:collapse}
        .ed-grid th{font-weight:400;color:var(--quiet);font-size:12px;text-align:left;padding:4px 8px 4px 0;border-bottom:1px solid var(--line);white-space:nowrap}
        .ed-grid td{padding:4px 8px 4px 0;border-bottom:1px solid color-mix(in srgb,var(--line) 60%,transparent);vertical-align:middle}
        .ed-grid tr:last-child td{border-bottom:0}
        .ed-grid .num{text-align:right;font-variant-numeric:tabular-nums}
        .ed-grid .ed-in[type=number]{width:58px}
        .ed-grid tr.off td{color:var(--quiet)}
        .ed-grid.tiers .ed-in[type=number]{width:78px}
        .ed-pair{display:flex;flex-wrap:wrap;gap:2px 28px}
        .ed-grid small{color:var(--quiet)}
        .ed-scroll{max-height:340px;overflow:auto}
        .ed-step{display:grid;grid-template-columns:26px minmax(0,1fr) 24px;gap:10px;padding:8px 0;align-items:start}
        .ed-step .n{width:24px;height:24px;border-radius:50%;background:color-mix(in srgb,var(--mud-palette-primary) 14%,transparent);color:var(--mud-palette-primary);display:grid;place-items:center;font-size:12px;font-weight:600;margin-top:3px}
        .ed-chips{display:flex;flex-wrap:wrap;gap:4px 12px;margin-top:6px}
        .pv{border:1px solid var(--line);border-radius:8px;background:var(--mud-palette-surface);overflow:hidden}
        .pv>header{padding:10px 14px;border-bottom:1px solid var(--line);display:flex;align-items:baseline;gap:8px;flex-wrap:wrap}
        .pv>header h2{font-size:14px;font-weight:600;margin:0}
        .pv>header .live{margin-left:auto;color:var(--quiet);font-size:12px}
        .pv>header .live::before{content:"";display:inline-block;width:7px;height:7px;border-radius:50%;background:var(--mud-palette-success);margin-right:6px}
        .pv>p{margin:0;padding:8px 14px;color:var(--quiet);font-size:12px}
        .pv>p.pv-first{padding:10px 14px;font-size:13px;color:var(--mud-palette-text-primary);background:color-mix(in srgb,var(--mud-palette-primary) 8%,transparent)}
        .pv table{width:100%;border-collapse:collapse}
        .pv td,.pv th{padding:5px 8px;text-align:left;border-bottom:1px solid color-mix(in srgb,var(--line) 60%,transparent);vertical-align:top}
        .pv td:first-child,.pv th:first-child{padding-left:14px;width:34px}
        .pv th{font-weight:400;color:var(--quiet);font-size:12px}
        .pv td.n{font-variant-numeric:tabular-nums;font-weight:600;color:var(--mud-palette-primary)}
        .pv tr.first td{background:color-mix(in srgb,var(--mud-palette-primary) 5%,transparent)}
        .pv td .tag{margin-left:4px}
        .pv tr.out td{color:var(--quiet)}
        .pv .scroll{max-height:calc(100vh - 330px);overflow:auto}
        .pv .v{display:inline-block;margin:0 10px 0 0;font-size:12px;white-space:nowrap}
        .pv .v i{font-style:normal;color:var(--quiet)}
        .wk{display:grid;grid-template-columns:44px minmax(0,1fr) auto;gap:4px 12px;align-items:center}
        .wk>.day{font-weight:500}
        .wk>.day.rest{color:var(--quiet)}
        .wk .span{display:inline-flex;align-items:center;gap:3px}
        .wk>hr{grid-column:1/-1;border:0;border-top:1px solid color-mix(in srgb,var(--line) 60%,transparent);margin:2px 0;width:100%}
        .mv{border:1px solid var(--line);border-radius:8px;background:var(--mud-palette-surface);padding:12px}
        .mv>header{display:flex;align-items:center;gap:8px;margin-bottom:8px}
        .mv>header h2{font-size:14px;font-weight:600;margin:0;flex:1;text-align:center}
        .mv-grid{display:grid;grid-template-columns:repeat(7,minmax(0,1fr));gap:3px}
        .mv-grid .dow{text-align:center;font-size:12px;color:var(--quiet);padding:2px 0}
        .mv-day{border:1px solid transparent;border-radius:6px;min-height:58px;padding:3px 4px;font:inherit;font-size:11px;text-align:left;color:inherit;background:color-mix(in srgb,var(--mud-palette-success) 10%,transparent);cursor:pointer;display:flex;flex-direction:column;gap:1px;overflow:hidden;line-height:1.3}
        .mv-day b{font-size:12px;font-weight:600;font-variant-numeric:tabular-nums}
        .mv-day span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .mv-day.rest{background:color-mix(in srgb,var(--quiet) 8%,transparent);color:var(--quiet)}
        .mv-day.holiday{background:color-mix(in srgb,var(--mud-palette-error) 14%,transparent)}
        .mv-day.makeup{background:color-mix(in srgb,var(--mud-palette-warning) 24%,transparent)}
        .mv-day.today b{color:var(--mud-palette-primary);text-decoration:underline}
        .mv-day.on{border-color:var(--mud-palette-primary);box-shadow:0 0 0 1px var(--mud-palette-primary)}
        .mv-day:focus-visible{outline:2px solid var(--mud-palette-primary)}
        .mv-legend{display:flex;gap:12px;flex-wrap:wrap;font-size:12px;color:var(--quiet);margin-top:8px}
        .mv-legend i{display:inline-block;width:11px;height:11px;border-radius:3px;margin-right:4px;vertical-align:-1px}
        .tt{--c:var(--quiet);display:inline-block;padding:1px 8px;border-radius:10px;font-size:12px;line-height:18px;white-space:nowrap;background:color-mix(in srgb,var(--c) 18%,transparent);color:color-mix(in srgb,var(--c) 60%,var(--mud-palette-text-primary))}
        .tt.blue{--c:#2878d0}.tt.green{--c:#1f9254}.tt.amber{--c:#c98a00}.tt.red{--c:#d0342c}.tt.violet{--c:#7a4fd0}
        .tt-dot{display:inline-flex;align-items:center;gap:5px}
        .bar{height:10px;border-radius:5px;background:color-mix(in srgb,var(--mud-palette-primary) 65%,transparent);min-width:2px}
        .bar.urgent{background:color-mix(in srgb,var(--mud-palette-error) 70%,transparent)}
        .rt{display:flex;flex-direction:column;gap:4px}
        .rt>label{font-weight:500}
        .rt .under{display:flex;gap:8px;align-items:baseline;font-size:12px;color:var(--quiet);flex-wrap:wrap}
        .rt .under .count{margin-left:auto;font-variant-numeric:tabular-nums}
        .rt .say{border-left:3px solid color-mix(in srgb,var(--mud-palette-primary) 45%,transparent);background:color-mix(in srgb,var(--mud-palette-primary) 6%,transparent);padding:5px 9px;border-radius:0 6px 6px 0;font-size:12px;white-space:pre-wrap;overflow-wrap:anywhere}
        .adm-drawer.wide{width:min(640px,100vw)}
        .adm-drawer details.adm-fold{border:1px solid var(--line);border-radius:8px}
        .adm-fold>summary{cursor:pointer;padding:9px 12px;font-weight:600;display:flex;gap:8px;align-items:baseline}
        .adm-fold>summary::before{content:"▸";color:var(--quiet)}
        .adm-fold[open]>summary::before{content:"▾"}
        .adm-fold>summary small{font-weight:400;color:var(--quiet)}
        .adm-fold>summary:focus-visible{outline:2px solid var(--mud-palette-primary);outline-offset:-2px}
        .adm-fold>.in{padding:4px 12px 14px;display:flex;flex-direction:column;gap:16px}
        .visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        @media (min-width:1700px){.ed-narrow{max-width:none;columns:2;column-gap:14px}.ed-narrow>.ed-box{break-inside:avoid}}
        @media (max-width:1180px){.ed-split{grid-template-columns:1fr}.ed-split>.side{position:static}}
        </style>
        """);
}
