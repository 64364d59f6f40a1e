using System.Globalization;
using System.Security.Claims;
using Bunit;
using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Infrastructure.Answering.Flows;
using Imcc.Infrastructure.Knowledge;
using Imcc.Web.Components;
using Imcc.Web.Components.Knowledge;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace Imcc.Tests.Knowledge;

/// <summary>The knowledge base's real pages over articles in memory, as an editor sees them.</summary>
public abstract class KnowledgeBench : BunitContext
{
    protected KnowledgeBench()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Knowledge = new(Clock);
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddMudServices();
        Services.AddScreenParts();
        Services.AddSingleton<IArticles>(Knowledge);
        Services.AddSingleton<ICategories>(Knowledge);
        Services.AddSingleton<IArticleDuplicates>(Knowledge);
        Services.AddSingleton<IArticleBulk>(Knowledge);
        Services.AddSingleton<IArticleReading>(Knowledge);
        Services.AddSingleton<IArticleSearch>(Knowledge);
        Services.AddSingleton<IKnowledgeSearches>(Knowledge);
        Services.AddSingleton<IArticleRatings>(Knowledge);
        Services.AddSingleton<IArticleImports>(Imports);
        Services.AddSingleton<IFlowNames>(new FakeFlowNames());
        var me = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, FakeKnowledge.Me.ToString()), new Claim(ClaimTypes.Role, "editor")], "test"));
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(v => v.Value, Task.FromResult(new AuthenticationState(me))));
        // Once the services are there: it asks for one.
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    internal FakeKnowledge Knowledge { get; }

    internal FakeImports Imports { get; } = new();

    internal string Url => new Uri(Navigation.Uri).PathAndQuery;

    internal NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    internal IRenderedComponent<KnowledgeEditPage> Edit(string? chosen = null, string query = "")
    {
        Navigation.NavigateTo($"/knowledge/edit{(chosen is null ? "" : "/" + chosen)}{query}");
        return Render<KnowledgeEditPage>(p => p.Add(c => c.Chosen, chosen));
    }

    internal IRenderedComponent<KnowledgePage> Read(string query = "")
    {
        Navigation.NavigateTo("/knowledge" + query);
        return Render<KnowledgePage>();
    }
}

/// <summary>One flow is in force.</summary>
internal sealed class FakeFlowNames : IFlowNames
{
    public IReadOnlyList<FlowName> Names { get; } = [new("card-loss", "银行卡挂失")];
}
