using System.Globalization;
using Imcc.Core.Channels;

namespace Imcc.Web.Components.Desk;

/// <summary>A template that an agent is filling in.</summary>
public sealed class TemplateDraft
{
    private static readonly string[] People = ["姓名", "客户", "称呼", "用户", "昵称", "NAME"];
    private static readonly string[] Times = ["时间", "日期", "TIME", "DATE"];
    private static readonly string[] Ours = ["商户", "单位", "机构", "公司", "银行", "门店"];

    private readonly Dictionary<string, string> _values = [];

    /// <param name="now">On the wall of the organisation.</param>
    public TemplateDraft(MessageTemplate template, string customer, string account, DateTime now)
    {
        (Template, Places) = (template, [.. template.Places()]);
        foreach (var place in Places)
            _values[place.Key] = Guess(place, customer, account, now);
    }

    public MessageTemplate Template { get; }

    public IReadOnlyList<TemplatePlace> Places { get; }

    public string Url { get; set; } = "";

    public string this[string key]
    {
        get => _values.GetValueOrDefault(key, "");
        set => _values[key] = value;
    }

    private IReadOnlyList<TemplateField> Fields => [.. Places.Select(p => new TemplateField(p.Key, this[p.Key].Trim()))];

    public string Text => Template.Fill(Fields);

    /// <summary>What keeps it from being sent: the key of the words and their arguments; null: nothing.</summary>
    public (string Key, object[] Arguments)? Problem()
    {
        foreach (var place in Places)
        {
            var label = place.Label.Length > 0 ? place.Label : place.Key;
            // The opening and closing lines of older forms are not shown any more, and may be empty.
            if (this[place.Key].Trim().Length == 0 && place.Key is not ("first" or "remark"))
                return ("Template.Missing", [label]);
            if (this[place.Key].Trim().Length > place.MaxLength)
                return ("Template.TooLong", [label, place.MaxLength]);
        }

        return Url.Trim().Length > 0 && !(Uri.TryCreate(Url.Trim(), UriKind.Absolute, out var url) && url.Scheme is "http" or "https") ? ("Template.UrlBad", []) : null;
    }

    public TemplateContent ToContent() => new(Template.Id, Template.Title, Fields, Text, Url.Trim() is { Length: > 0 } url ? url : null, IsSubscription: Template.IsSubscription);

    private static string Guess(TemplatePlace place, string customer, string account, DateTime now)
    {
        bool Says(string[] words) => words.Any(w => place.Label.Contains(w, StringComparison.OrdinalIgnoreCase)) || words.Any(w => place.Key.StartsWith(w, StringComparison.OrdinalIgnoreCase));
        var guess = Says(Times) ? now.ToString(place.Key.StartsWith("time", StringComparison.Ordinal) ? "yyyy年M月d日 HH:mm" : place.Key.StartsWith("date", StringComparison.Ordinal) ? "yyyy年M月d日" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : Says(People) ? customer
            : Says(Ours) ? account
            : "";
        return guess.Length <= place.MaxLength ? guess : guess[..place.MaxLength];
    }
}
