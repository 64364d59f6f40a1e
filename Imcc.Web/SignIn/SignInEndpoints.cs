using System.Globalization;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Imcc.Web.SignIn;

/// <summary>The door: plain pages and plain forms, so that they work whatever else is broken.</summary>
public static class SignInEndpoints
{
    /// <summary>For screens that nobody touches for days: whoever asks here now and then stays signed in.</summary>
    public const string KeepPath = "/signin/keep";

    private const int MaxForm = 16 * 1024;

    public static IEndpointRouteBuilder MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        // The forms check their token themselves: an old one deserves a sentence, not an empty 400.
        var door = endpoints.MapGroup("").AllowAnonymous().ExcludeFromDescription().DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MaxForm));
        // Not an async one: the language has to reach the page, which is rendered after the handler is done.
        door.AddEndpointFilter((context, next) =>
        {
            Prepare(context.HttpContext);
            return next(context);
        });
        door.MapGet("/signin", Show);
        door.MapPost("/signin", EnterAsync);
        door.MapGet("/signin/language", ChooseLanguage);
        door.MapGet(KeepPath, Keep);
        door.MapPost("/signout", LeaveAsync);
        door.MapGet("/denied", Deny);
        return endpoints;
    }

    private static IResult Show(HttpContext context, IAntiforgery antiforgery, IOptions<DemoOptions> demo, string? returnUrl)
    {
        if (context.User.Identity?.IsAuthenticated == true)
            return TypedResults.LocalRedirect(Landing.IsLocal(returnUrl) ? returnUrl! : Landing.HomeOf(context.User));
        return Page(context, antiforgery, demo, returnUrl, "", null, StatusCodes.Status200OK);
    }

    // That the sign-in slides on is the cookie's own doing.
    private static IResult Keep(HttpContext context) => context.User.Identity?.IsAuthenticated == true ? TypedResults.NoContent() : TypedResults.Unauthorized();

    private static async Task<IResult> EnterAsync(
        HttpContext context,
        IAntiforgery antiforgery,
        IOptions<DemoOptions> demo,
        SignInDoor door,
        UserManager<ImccUser> users,
        CancellationToken cancellationToken)
    {
        if (await FormAsync(context, cancellationToken) is not { } form)
            return TypedResults.BadRequest();
        var returnUrl = form["returnUrl"].ToString();
        if (context.User.Identity?.IsAuthenticated == true)
            return TypedResults.LocalRedirect(Landing.IsLocal(returnUrl) ? returnUrl : Landing.HomeOf(context.User));

        var userName = form["userName"].ToString().Trim();
        if (!await antiforgery.IsRequestValidAsync(context))
            return Page(context, antiforgery, demo, returnUrl, userName, "Expired", StatusCodes.Status400BadRequest);

        var password = form["password"].ToString();
        if (demo.Value.Enabled && DemoPeople.All.FirstOrDefault(p => p.UserName == form["demo"]) is { } person)
            (userName, password) = (person.UserName, DemoPeople.Password);
        var address = SignInThrottle.AddressOf(context.Connection.RemoteIpAddress);
        switch (await door.EnterAsync(userName, password, address, cancellationToken))
        {
            case SignInOutcome.Admitted:
                var user = await users.FindByNameAsync(userName);
                return TypedResults.LocalRedirect(Landing.For(user is null ? [] : await users.GetRolesAsync(user), returnUrl));
            case SignInOutcome.TooMany:
                context.Response.Headers.RetryAfter = "60";
                return Page(context, antiforgery, demo, returnUrl, userName, "TooMany", StatusCodes.Status429TooManyRequests);
            default:
                return Page(context, antiforgery, demo, returnUrl, userName, "Refused", StatusCodes.Status401Unauthorized);
        }
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, IAntiforgery antiforgery, CancellationToken cancellationToken)
    {
        if (await FormAsync(context, cancellationToken) is null || !await antiforgery.IsRequestValidAsync(context))
            return TypedResults.BadRequest();
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        return TypedResults.LocalRedirect("/signin");
    }

    private static RedirectHttpResult ChooseLanguage(HttpContext context, string? culture, string? returnUrl)
    {
        if (culture is "zh-CN" or "en")
        {
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = context.Request.IsHttps, IsEssential = true });
        }

        return TypedResults.Redirect(Landing.IsLocal(returnUrl) ? "/signin?returnUrl=" + Uri.EscapeDataString(returnUrl!) : "/signin");
    }

    private static RazorComponentResult<DeniedPage> Deny(HttpContext context, IAntiforgery antiforgery)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new(new { TokenField = tokens.FormFieldName, Token = tokens.RequestToken, Home = Landing.HomeOf(context.User) })
        {
            StatusCode = StatusCodes.Status403Forbidden,
        };
    }

    private static RazorComponentResult<SignInPage> Page(
        HttpContext context, IAntiforgery antiforgery, IOptions<DemoOptions> demo, string? returnUrl, string userName, string? problem, int status)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        context.Response.Headers.CacheControl = "no-store";
        return new(new
        {
            TokenField = tokens.FormFieldName,
            Token = tokens.RequestToken,
            ReturnUrl = Landing.IsLocal(returnUrl) ? returnUrl : "",
            UserName = userName.Length <= 64 ? userName : "",
            Problem = problem,
            Demo = demo.Value.Enabled,
        })
        {
            StatusCode = status,
        };
    }

    /// <summary>The language where the application's own localization is not in front of us: the cookie's, else Chinese.</summary>
    private static void Prepare(HttpContext context)
    {
        // Whole documents: Blazor must not patch them into the page that is there.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Remove("blazor-enhanced-nav");
            return Task.CompletedTask;
        });
        if (context.Features.Get<IRequestCultureFeature>() is not null)
            return;
        var cookie = context.Request.Cookies[CookieRequestCultureProvider.DefaultCookieName];
        var wanted = cookie is null ? null : CookieRequestCultureProvider.ParseCookieValue(cookie)?.UICultures.FirstOrDefault().Value;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(wanted == "en" ? "en" : "zh-CN");
    }

    private static async Task<IFormCollection?> FormAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType)
            return null;
        try
        {
            return await context.Request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
