using Imcc.Web.Administration;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Knowledge;

/// <summary>What the editors' screens have in common: one change at a time, and its problems in the words of the knowledge base.</summary>
public abstract class KnowledgeScreen : AdminScreen
{
    [Inject] public required IStringLocalizer<KnowledgeText> K { get; init; }

    protected override IStringLocalizer Vocabulary => K;
}
