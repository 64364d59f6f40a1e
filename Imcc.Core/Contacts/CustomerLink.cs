using System.Text.RegularExpressions;

namespace Imcc.Core.Contacts;

/// <summary>A way from the customer's card into another system (CRM): an address with places for what is known of the customer.</summary>
/// <param name="Template">An http or https address; <c>{customerId} {externalId} {unionId} {name} {agent} {conversationId} {attr:手机号}</c> are filled in.</param>
[GenerateSerializer, Immutable]
public sealed partial record CustomerLink([property: Id(0)] Guid Id, [property: Id(1)] string Name, [property: Id(2)] string Template)
{
    public const int LongestTemplate = 1000;

    public static readonly IReadOnlyList<string> Places = ["customerId", "externalId", "unionId", "name", "agent", "conversationId"];

    private const string AttributePlace = "attr:";

    /// <summary>The address for one customer, each value encoded; what is not known is empty.</summary>
    /// <param name="valueOf">The value of one of <see cref="Places"/>.</param>
    /// <param name="attributeOf">The value of an attribute, by its name.</param>
    /// <returns>Null: it would be no web address.</returns>
    public string? Fill(Func<string, string?> valueOf, Func<string, string?> attributeOf)
    {
        var address = Place().Replace(Template, place =>
        {
            var name = place.Groups[1].Value;
            var value = name.StartsWith(AttributePlace, StringComparison.Ordinal) ? attributeOf(name[AttributePlace.Length..]) : valueOf(name);
            return Uri.EscapeDataString(value ?? "");
        });
        return IsAddress(address) ? address : null;
    }

    /// <summary>What is wrong with a template: <c>Address</c> (no http or https address, or the host is left open) or <c>Place:x</c> (nothing is called x); empty: nothing.</summary>
    public static IReadOnlyList<string> Check(string template, IReadOnlySet<string> attributes)
    {
        var problems = new List<string>();
        // The host is not a place: who fills it in could send agents anywhere.
        var host = template.IndexOf("://", StringComparison.Ordinal) is var at && at > 0 ? template[(at + 3)..].Split('/', '?', '#')[0] : "{";
        if (host.Contains('{', StringComparison.Ordinal) || host.Contains('@', StringComparison.Ordinal) || !IsAddress(Place().Replace(template, "x")))
            problems.Add("Address");
        problems.AddRange(Place().Matches(template).Select(m => m.Groups[1].Value).Distinct()
            .Where(name => name.StartsWith(AttributePlace, StringComparison.Ordinal) ? !attributes.Contains(name[AttributePlace.Length..]) : !Places.Contains(name))
            .Select(name => "Place:" + name));
        return problems;
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0;

    [GeneratedRegex(@"\{([^{}]{1,60})\}")]
    private static partial Regex Place();
}
