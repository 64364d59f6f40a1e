using MudBlazor;

namespace Imcc.Web.Components.Layout;

/// <summary>The one theme, light and dark. The same values stand as custom properties in <c>wwwroot/css/shell.css</c>.</summary>
public static class ImccTheme
{
    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1d5fd1",
            Secondary = "#4a5a70",
            Success = "#14734a",
            Warning = "#b45309",
            Error = "#c8322b",
            Info = "#1d5fd1",
            Background = "#f3f5f8",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#16202e",
            DrawerBackground = "#ffffff",
            TextPrimary = "#16202e",
            TextSecondary = "#56637a",
            LinesDefault = "#e2e6ed",
            Divider = "#e2e6ed",
            TableLines = "#e9ecf2",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#6ea3ff",
            Secondary = "#9aa8bd",
            Success = "#4cc38a",
            Warning = "#f0b429",
            Error = "#ff7b72",
            Info = "#6ea3ff",
            Background = "#11151c",
            Surface = "#181e27",
            AppbarBackground = "#181e27",
            AppbarText = "#e6ebf3",
            DrawerBackground = "#181e27",
            TextPrimary = "#e6ebf3",
            TextSecondary = "#9dabc0",
            LinesDefault = "#2a323f",
            Divider = "#2a323f",
            TableLines = "#262e3a",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = ["Inter", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "system-ui", "sans-serif"],
                FontSize = "0.8125rem",
                LineHeight = "1.45",
                LetterSpacing = "normal",
            },
            Button = new ButtonTypography { TextTransform = "none", FontSize = "0.8125rem", FontWeight = "500", LetterSpacing = "normal" },
            H5 = new H5Typography { FontSize = "1.125rem", FontWeight = "600" },
            H6 = new H6Typography { FontSize = "0.9375rem", FontWeight = "600" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
    };
}
