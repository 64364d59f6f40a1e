using System.Xml.Linq;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Channels.Open;
using Imcc.Tests.Architecture;

namespace Imcc.Tests.Administration;

/// <summary>What the screens say of each channel's form. A further channel adds its form here.</summary>
public sealed class ChannelTextsTests
{
    private static readonly ChannelForm[] Forms = [OpenForm.Form];

    [Fact]
    public void Every_form_has_its_words_in_both_languages()
    {
        var (chinese, english) = (Words("ChannelText.resx"), Words("ChannelText.en.resx"));
        Assert.Equal(chinese.Order(StringComparer.Ordinal), english.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Forms.SelectMany(Needed), w => !chinese.Contains(w));
    }

    [Fact]
    public void No_field_has_the_name_of_what_every_account_has() =>
        Assert.Empty(Forms.SelectMany(f => f.Fields).Select(f => f.Name).Intersect(
            [.. typeof(Infrastructure.Organisation.AccountOptions).GetProperties().Select(p => p.Name), .. Infrastructure.Organisation.ReceptionField.All.Select(r => r.Name), "OrgUnitId", "SkillGroupId", "VipTier"],
            StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void What_a_form_suggests_and_begins_with_it_accepts() =>
        Assert.Empty(Forms.SelectMany(f => f.Fields).Where(f => (f.Suggest is { } suggest && !f.Accepts(suggest())) || (f.Default.Length > 0 && !f.Accepts(f.Default)) || f.MaxLength > 2000).Select(f => f.Name));

    private static IEnumerable<string> Needed(ChannelForm form) =>
    [
        form.Kind + ".About",
        .. form.Addresses.Select(a => $"{form.Kind}.{a.Name}"),
        .. form.Fields.SelectMany(f => new[] { $"{form.Kind}.{f.Name}", $"{form.Kind}.{f.Name}.Help" }),
        .. form.Fields.Where(f => f.Check is not null).Select(f => $"{form.Kind}.{f.Name}.FieldBad"),
        .. form.Fields.Where(f => !f.Choices.IsDefault).SelectMany(f => f.Choices.Select(c => $"{form.Kind}.{f.Name}.{c}")),
        .. form.Addresses.IsEmpty && !form.Fields.Any(f => f is { IsSecret: true, Suggest: not null }) ? Array.Empty<string>() : [form.Kind + ".Steps"],
    ];

    private static HashSet<string> Words(string file) =>
        [.. XDocument.Parse(Sources.Read(Sources.Files(".resx").Single(p => p.EndsWith("Localization/" + file, StringComparison.Ordinal)))).Root!.Elements("data").Select(d => d.Attribute("name")!.Value)];
}
