using Microsoft.AspNetCore.Diagnostics;

namespace Imcc.Web.Operations;

/// <summary>How the program begins when nobody says otherwise.</summary>
internal static class Start
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>Started from another folder than its own, the program still finds its settings and its pages.</summary>
    public static WebApplicationOptions Options(string[] args) => new()
    {
        Args = args,
        ContentRootPath = args.Any(a => a.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase)) || Directory.Exists("wwwroot")
            ? null
            : AppContext.BaseDirectory,
    };

    /// <summary>Whatever the environment or the arguments say about addresses; else the one that README names.</summary>
    public static void ListenSomewhere(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null && builder.Configuration["https_ports"] is null)
            builder.WebHost.UseUrls(DefaultUrl);
    }

    /// <summary>A fault of ours: logged with all we know, told in one sentence.</summary>
    public static void UseErrorPage(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            return;
        app.UseExceptionHandler(fault => fault.Run(async context =>
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            var at = context.Features.Get<IExceptionHandlerPathFeature>()?.Path;
            await context.Response.WriteAsync($"系统出错了，请稍后再试；如果一直这样，请把这个编号告诉管理员：{context.TraceIdentifier}\n" +
                $"Something went wrong. Please try again; if it goes on, tell your administrator this number: {context.TraceIdentifier} ({at})\n");
        }));
    }
}
