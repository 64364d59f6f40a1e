using System.Security.Claims;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Imcc.Web.SignIn;

public static class SignInSetup
{
    /// <summary>Chooses by the request: a key where one is shown or asked for, the cookie elsewhere.</summary>
    private const string ByRequest = "Imcc";

    /// <summary>Cookies, API keys and policies. After <c>AddRazorComponents</c>, so that circuits get our session check.</summary>
    public static IHostApplicationBuilder AddSignIn(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SecurityOptions>()
            .Configure(security => security.RequireHttps = !builder.Environment.IsDevelopment())
            .BindConfiguration(SecurityOptions.Section)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SecurityOptions>, SecurityOptionsValidator>());
        services.AddHttpContextAccessor();
        services.AddLocalization();

        services.AddAuthentication(options =>
            {
                options.DefaultScheme = ByRequest;
                options.DefaultSignInScheme = IdentityConstants.ApplicationScheme;
            })
            .AddPolicyScheme(ByRequest, null, options => options.ForwardDefaultSelector = SchemeFor)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddIdentityCookies();
        services.TryAddScoped<ISecurityStampValidator, SecurityStampValidator<ImccUser>>();
        services.TryAddScoped<SignInManager<ImccUser>>();
        services.AddScoped<IUserClaimsPrincipalFactory<ImccUser>, PersonClaims>();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<SecurityOptions>>(SetUpCookie);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "imcc.form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });

        services.AddAuthorizationBuilder()
            .AddPolicy(Policy.Agent, p => p.RequireAssertion(context => MayWorkAsAgent(context.User)))
            .AddPolicy(Policy.Lead, p => p.RequireRole(Role.Lead, Role.Admin))
            .AddPolicy(Policy.Editor, p => p.RequireRole(Role.Editor, Role.Admin))
            .AddPolicy(Policy.Admin, p => p.RequireRole(Role.Admin));
        services.Configure<AuthorizationOptions>(options =>
        {
            foreach (var scope in ApiScope.All)
                options.AddPolicy(Policy.Scope(scope), p => p.RequireClaim(ApiKeyHandler.ScopeClaim, scope));
        });

        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SignInStateProvider>();
        services.AddSingleton<SessionCheck>();
        services.AddSingleton<SignInThrottle>();
        services.AddScoped<SignInDoor>();
        return builder;
    }

    private static bool MayWorkAsAgent(ClaimsPrincipal user) =>
        user.IsInRole(Role.Agent) || user.IsInRole(Role.Lead) || user.IsInRole(Role.Admin)
        || user.HasClaim(ApiKeyHandler.ScopeClaim, ApiScope.AnyAgent)
        || (user.HasClaim(ApiKeyHandler.ScopeClaim, ApiScope.OwnAgent) && user.HasClaim(c => c.Type == ClaimTypes.NameIdentifier));

    // The open interface never takes the cookie: so no other site can make a signed-in browser use it.
    private static string SchemeFor(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || ApiKeyHandler.KeyOf(context.Request) is not null
            ? ApiKeyHandler.SchemeName
            : IdentityConstants.ApplicationScheme;

    private static void SetUpCookie(CookieAuthenticationOptions options, IOptions<SecurityOptions> security)
    {
        options.Cookie.Name = "imcc.signin";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = security.Value.RequireHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.LoginPath = "/signin";
        options.LogoutPath = "/signout";
        options.AccessDeniedPath = "/denied";
        options.ReturnUrlParameter = "returnUrl";
        // One shift, sliding while there is work.
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = context => RedirectPeople(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => RedirectPeople(context, StatusCodes.Status403Forbidden);
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <summary>A person is led to a page, a program gets its status.</summary>
    private static Task RedirectPeople(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var request = context.Request;
        var isPage = HttpMethods.IsGet(request.Method)
            && !request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
            && !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);
        if (isPage)
            context.Response.Redirect(context.RedirectUri);
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        await SecurityStampValidator.ValidatePrincipalAsync(context);
        if (context.Principal is null)
            return;
        var check = context.HttpContext.RequestServices.GetRequiredService<SessionCheck>();
        if (await check.HoldsAsync(context.Principal))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
