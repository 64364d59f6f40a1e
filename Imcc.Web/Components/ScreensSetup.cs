using System.Globalization;
using Imcc.Infrastructure.Alerts;
using Imcc.Infrastructure.Exports;
using Imcc.Web.Components.Alerts;
using Imcc.Web.Components.Board;
using Imcc.Web.Components.Desk;
using Imcc.Web.Components.Exports;
using Imcc.Web.Components.Floor;
using Imcc.Web.Components.Knowledge;
using Imcc.Web.Components.Layout;
using Imcc.Web.Components.Reports;
using Imcc.Web.Components.Schedule;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MudBlazor.Services;

namespace Imcc.Web.Components;

/// <summary>The screens: what they need, and where they are.</summary>
public static class ScreensSetup
{
    public static readonly IReadOnlyList<string> Cultures = ["zh-CN", "en"];

    public static IServiceCollection AddScreens(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents()
            // An article's formatted text comes in one piece: 60,000 characters, three bytes each in Chinese.
            .AddHubOptions(o => o.MaximumReceiveMessageSize = 512 * 1024);
        services.AddMudServices();
        services.AddCascadingAuthenticationState();
        services.Configure<RequestLocalizationOptions>(o =>
        {
            o.SetDefaultCulture(Cultures[0]).AddSupportedCultures([.. Cultures]).AddSupportedUICultures([.. Cultures]);
            // Chinese first, whatever the browser prefers; English by the switch, which leaves a cookie.
            o.RequestCultureProviders = [new CookieRequestCultureProvider()];
        });
        services.AddHostedService<PauseCircuitsOnStop>();
        services.AddScoped<CircuitHandler>(s => s.GetRequiredService<CircuitLink>());
        return services.AddScreenParts();
    }

    /// <summary>What our own components ask for, without the framework that carries them.</summary>
    internal static IServiceCollection AddScreenParts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddLocalization();
        services.AddOptions<ScreenOptions>().BindConfiguration(ScreenOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScreenOptions>, ScreenOptionsValidator>();
        services.AddSingleton<ScreenClock>();
        services.AddSingleton<CircuitPauses>();
        services.AddScoped<CircuitLink>();
        services.AddScoped<DeskServices>();
        services.AddScoped<DeskScript>();
        services.AddScoped<ToolScript>();
        services.AddSingleton<FloorBoard>();
        services.AddScoped<FloorScript>();
        services.AddTransient<BoardScript>();
        services.AddScoped<KnowledgeScript>();
        services.AddScoped<ScheduleScript>();
        services.AddSingleton<ReportWords>();
        services.AddSingleton<ReportFile>();
        services.AddSingleton<ReportMail>();
        services.AddSingleton<IReportPrinter, ReportPrinter>();
        services.AddSingleton<AlertSentences>();
        services.AddSingleton<IAlertWords, AlertMail>();
        return services;
    }

    /// <summary>Language and the not-found page. Call it before authentication: a page that stands in for an error is authorized again.</summary>
    public static WebApplication UseScreens(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((http, next) =>
        {
            if (!IsPageVisit(http.Request) && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(http);
        });
        return app;
    }

    /// <summary>The pages. Call it after authentication and authorization.</summary>
    public static WebApplication MapScreens(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapGet("/culture", ChooseCulture).AllowAnonymous().ExcludeFromDescription();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    // Only what a person opened in a browser gets a page: a callback or an API call keeps its bare status.
    private static bool IsPageVisit(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/webhooks", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/health", StringComparison.Ordinal);

    private static IResult ChooseCulture(HttpContext http, string? culture, string? returnUrl)
    {
        if (culture is not null && Cultures.Contains(culture))
        {
            http.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.GetCultureInfo(culture))),
                new CookieOptions { MaxAge = TimeSpan.FromDays(365), IsEssential = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps });
        }

        return Results.LocalRedirect(IsLocal(returnUrl) ? returnUrl! : "/");
    }

    // "//host" and "/\host" leave the site.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);
}
