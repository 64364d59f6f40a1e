using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Followers;

/// <summary>The screen's own words first, administration's for what they do not say.</summary>
internal sealed class Either(IStringLocalizer first, IStringLocalizer second) : IStringLocalizer
{
    public LocalizedString this[string name] => first[name] is { ResourceNotFound: false } own ? own : second[name];

    public LocalizedString this[string name, params object[] arguments] => first[name, arguments] is { ResourceNotFound: false } own ? own : second[name, arguments];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => first.GetAllStrings(includeParentCultures).Concat(second.GetAllStrings(includeParentCultures));
}
