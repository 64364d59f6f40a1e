using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Administration;

/// <summary>The look of administration, in the colours of whatever theme is on.</summary>
internal static class AdminStyle
{
    public static readonly MarkupString Css = new("""
        <style>
        .adm{--line:var(--mud-palette-lines-default);--quiet:var(--mud-palette-text-secondary);display:flex;height:100%;min-height:calc(100vh - 56px);color:var(--mud-palette-text-primary);font-size:13px;line-height:1.45}
        .adm-nav{flex:none;width:176px;overflow-y:auto;padding:10px 8px 24px;border-right:1px solid var(--line);background:var(--mud-palette-surface)}
        .adm-nav h2{margin:14px 10px 4px;font-size:11px;font-weight:600;letter-spacing:.04em;color:var(--quiet)}
        .adm-nav a{display:flex;align-items:center;height:30px;padding:0 10px;border-radius:6px;color:inherit;text-decoration:none}
        .adm-nav a:hover{background:color-mix(in srgb,var(--quiet) 12%,transparent)}
        .adm-nav a.active{background:color-mix(in srgb,var(--mud-palette-primary) 12%,transparent);color:var(--mud-palette-primary);font-weight:600}
        @media(max-width:900px){.adm{flex-direction:column}.adm-nav{width:auto;display:flex;flex-wrap:wrap;gap:2px;padding:6px 12px;border-right:0;border-bottom:1px solid var(--line)}.adm-nav h2{display:none}}
        .adm-nav a:focus-visible,.adm button:focus-visible,.adm a:focus-visible{outline:2px solid var(--mud-palette-primary);outline-offset:-2px}
        .adm-body{flex:1;min-width:0;min-height:0;display:flex;position:relative}
        .adm-list{flex:1;min-width:0;overflow:auto;padding:16px 20px 32px}
        .adm-bar{display:flex;align-items:center;gap:12px;margin-bottom:12px;flex-wrap:wrap}
        .adm-bar h1{font-size:18px;font-weight:600;margin:0}
        .adm-bar h1:focus-visible{outline:none}
        .adm-bar .note{color:var(--quiet)}
        .adm-bar .push{margin-left:auto;display:flex;gap:8px;align-items:center}
        .adm-search{height:32px;width:220px;padding:0 10px;border:1px solid var(--line);border-radius:6px;background:var(--mud-palette-surface);color:inherit;font:inherit}
        .adm-table{width:100%;border-collapse:collapse;background:var(--mud-palette-surface);border:1px solid var(--line);border-radius:8px;overflow:hidden}
        .adm-table th{font-weight:600;text-align:left;color:var(--quiet);padding:8px 12px;border-bottom:1px solid var(--line);white-space:nowrap;font-size:12px}
        .adm-table td{padding:7px 12px;border-bottom:1px solid var(--line);vertical-align:middle}
        .adm-table tr:last-child td{border-bottom:0}
        .adm-table tbody tr.go{cursor:pointer}
        .adm-table tbody tr.go:hover{background:color-mix(in srgb,var(--mud-palette-primary) 6%,transparent)}
        .adm-table tbody tr.on{background:color-mix(in srgb,var(--mud-palette-primary) 11%,transparent)}
        .adm-table tr.off td:not(.keep),.adm-table tr.off td:not(.keep) :is(a,b,span){color:var(--quiet);font-weight:400}
        .adm-table td a.name{color:inherit;text-decoration:none;font-weight:600}
        .adm-table td a.name:hover{color:var(--mud-palette-primary)}
        .adm-table .num{text-align:right;font-variant-numeric:tabular-nums}
        .adm code,.adm .code{font-family:ui-monospace,"Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace;font-size:12px}
        .tag{display:inline-block;padding:1px 8px;border-radius:10px;font-size:12px;line-height:18px;white-space:nowrap;background:color-mix(in srgb,var(--quiet) 14%,transparent);color:var(--mud-palette-text-primary);margin:1px 4px 1px 0}
        .tag.good{background:color-mix(in srgb,var(--mud-palette-success) 16%,transparent);color:color-mix(in srgb,var(--mud-palette-success) 75%,var(--mud-palette-text-primary))}
        .tag.bad{background:color-mix(in srgb,var(--mud-palette-error) 14%,transparent);color:color-mix(in srgb,var(--mud-palette-error) 80%,var(--mud-palette-text-primary))}
        .tag.key{background:color-mix(in srgb,var(--mud-palette-primary) 13%,transparent);color:color-mix(in srgb,var(--mud-palette-primary) 75%,var(--mud-palette-text-primary))}
        .adm-empty{padding:56px 20px;text-align:center;color:var(--quiet);background:var(--mud-palette-surface);border:1px dashed var(--line);border-radius:8px}
        .adm-drawer{width:min(520px,100vw);flex:none;border-left:1px solid var(--line);background:var(--mud-palette-surface);display:flex;flex-direction:column;min-height:0;max-height:calc(100vh - 48px);position:sticky;top:0}
        .adm-drawer>header{display:flex;align-items:center;gap:10px;padding:12px 20px;border-bottom:1px solid var(--line)}
        .adm-drawer>header h2{font-size:15px;font-weight:600;margin:0;flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .adm-drawer .content{flex:1;overflow:auto;padding:16px 20px;display:flex;flex-direction:column;gap:14px}
        .adm-drawer>footer{display:flex;align-items:center;gap:10px;padding:10px 20px;border-top:1px solid var(--line);flex-wrap:wrap}
        .adm-drawer>footer .push{margin-left:auto;display:flex;gap:8px}
        .adm-x{border:0;background:none;color:var(--quiet);font-size:18px;line-height:1;width:28px;height:28px;border-radius:6px;cursor:pointer}
        .adm-x:hover{background:color-mix(in srgb,var(--quiet) 16%,transparent)}
        .adm-two{display:grid;grid-template-columns:1fr 1fr;gap:12px}
        .adm-sect{font-weight:600;font-size:13px;margin:6px 0 -4px;padding-top:12px;border-top:1px solid var(--line)}
        .adm-hint{color:var(--quiet);font-size:12px;margin:0}
        .adm-refusal{padding:8px 12px;border-radius:6px;margin:0;background:color-mix(in srgb,var(--mud-palette-error) 12%,transparent);color:color-mix(in srgb,var(--mud-palette-error) 85%,var(--mud-palette-text-primary))}
        .adm-note{padding:8px 12px;border-radius:6px;margin:0;background:color-mix(in srgb,var(--mud-palette-primary) 9%,transparent)}
        .adm-copy{display:flex;flex-direction:column;gap:4px}
        .adm-copy .label{color:var(--quiet);font-size:12px}
        .adm-copy .row{display:flex;gap:8px;align-items:stretch}
        .adm-copy .value{flex:1;min-width:0;padding:7px 10px;border:1px solid var(--line);border-radius:6px;background:var(--mud-palette-background);overflow-wrap:anywhere;white-space:pre-wrap}
        .adm-btn{height:32px;padding:0 12px;border:1px solid var(--line);border-radius:6px;background:var(--mud-palette-surface);color:inherit;font:inherit;font-weight:500;cursor:pointer;white-space:nowrap;text-decoration:none;display:inline-flex;align-items:center;gap:6px}
        .adm-btn:hover{border-color:var(--mud-palette-primary);color:var(--mud-palette-primary)}
        .adm-btn.primary{background:var(--mud-palette-primary);border-color:var(--mud-palette-primary);color:var(--accent-ink)}
        .adm-btn.primary:hover{filter:brightness(.94)}
        .adm-btn.danger{color:var(--mud-palette-error)}
        .adm-btn.danger:hover{border-color:var(--mud-palette-error)}
        .adm-btn.danger.sure{background:var(--mud-palette-error);border-color:var(--mud-palette-error);color:#fff}
        .adm-btn:disabled{opacity:.5;cursor:default}
        .adm-confirm{display:flex;align-items:center;gap:8px;flex-wrap:wrap}
        .adm-bad{color:var(--mud-palette-error);font-size:12px}
        .adm-cards{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:12px;margin-bottom:20px}
        .adm-card{display:block;padding:14px 16px;border:1px solid var(--line);border-radius:8px;background:var(--mud-palette-surface);color:inherit;text-decoration:none}
        .adm-card:hover{border-color:var(--mud-palette-primary)}
        .adm-card b{display:block;font-size:26px;font-weight:600;line-height:1.2;font-variant-numeric:tabular-nums}
        .adm-card span{color:var(--quiet)}
        .adm-skills{width:100%;border-collapse:collapse}
        .adm-skills td,.adm-skills th{padding:4px 6px 4px 0;text-align:left;font-weight:400}
        .adm-skills th{color:var(--quiet);font-size:12px}
        .adm-skills input[type=number]{width:64px;height:30px;padding:0 8px;border:1px solid var(--line);border-radius:6px;background:var(--mud-palette-surface);color:inherit;font:inherit}
        .adm-checks{display:flex;flex-wrap:wrap;gap:6px 18px}
        .adm-checks label{display:flex;align-items:center;gap:6px;cursor:pointer}
        .adm-checks input,.adm-skills input[type=checkbox]{width:16px;height:16px;accent-color:var(--mud-palette-primary)}
        .adm .mud-input-control{margin-top:4px;margin-bottom:0}
        .adm .mud-input,.adm .mud-input>input,.adm .mud-input>textarea{font-size:14px}
        .adm .mud-input-control .mud-input-label.mud-input-label-inputcontrol{line-height:24px;margin-top:-3px}
        .adm .mud-input-helper-text{margin-top:2px;font-size:12px;line-height:1.4}
        .adm-drawer .content>*{flex:none}
        .adm .adm-two{align-items:start}
        .adm .adm-two .adm-sect{grid-column:1/-1}
        @media (max-width:1100px){.adm-drawer{position:absolute;inset:0 0 0 auto;z-index:5;box-shadow:0 0 24px rgba(0,0,0,.18)}.adm-cards{grid-template-columns:repeat(2,1fr)}}
        </style>
        """);
}
