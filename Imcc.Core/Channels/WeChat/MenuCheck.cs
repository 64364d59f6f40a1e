using System.Text;

namespace Imcc.Core.Channels.WeChat;

/// <summary>Finds what WeChat would refuse a menu for, counted as WeChat counts.</summary>
public static class MenuCheck
{
    /// <summary>In UTF-8: some five Chinese characters.</summary>
    public const int NameBytes = 16;

    public const int SubNameBytes = 60;
    public const int KeyBytes = 128;
    public const int UrlBytes = 1024;
    private const int OtherBytes = 1024;

    /// <summary>All that is wrong, in the order of the entries.</summary>
    public static IReadOnlyList<MenuProblem> Problems(this WeChatMenu menu)
    {
        var problems = new List<MenuProblem>();
        if (menu.Buttons.IsEmpty)
            problems.Add(new(null, null, MenuFault.Empty));
        if (menu.Buttons.Length > WeChatMenu.MostButtons)
            problems.Add(new(null, null, MenuFault.TooMany, WeChatMenu.MostButtons));
        foreach (var (place, button) in menu.All())
        {
            Name(place, button, problems);
            if (button.Sub.Length > WeChatMenu.MostSub)
                problems.Add(new(place, null, MenuFault.TooMany, WeChatMenu.MostSub));
            if (place.Sub is not null && !button.Sub.IsEmpty)
                problems.Add(new(place, null, MenuFault.TooDeep));
            if (button.Sub.IsEmpty)
                Fields(place, button, problems);
        }

        return problems;
    }

    /// <summary>What a field may hold, in UTF-8 bytes.</summary>
    public static int MostBytes(MenuField field) => field switch
    {
        MenuField.Key => KeyBytes,
        MenuField.Url => UrlBytes,
        _ => OtherBytes,
    };

    private static void Name(MenuPlace place, MenuButton button, List<MenuProblem> problems)
    {
        var most = place.Sub is null ? NameBytes : SubNameBytes;
        if (string.IsNullOrWhiteSpace(button.Name))
            problems.Add(new(place, null, MenuFault.NameMissing));
        else if (Encoding.UTF8.GetByteCount(button.Name.Trim()) > most)
            problems.Add(new(place, null, MenuFault.NameTooLong, most));
    }

    private static void Fields(MenuPlace place, MenuButton button, List<MenuProblem> problems)
    {
        if (MenuType.Of(button.Type) is not { } type)
        {
            problems.Add(new(place, null, MenuFault.TypeUnknown));
            return;
        }

        foreach (var field in type.Needs)
        {
            var value = button[field].Trim();
            if (value.Length == 0)
                problems.Add(new(place, field, MenuFault.FieldMissing));
            else if (Encoding.UTF8.GetByteCount(value) > MostBytes(field))
                problems.Add(new(place, field, MenuFault.FieldTooLong, MostBytes(field)));
            else if (field == MenuField.Url && !(Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
                problems.Add(new(place, field, MenuFault.UrlBad));
            else if (field == MenuField.AppId && !(value.Length == 18 && value.StartsWith("wx", StringComparison.Ordinal) && value.All(char.IsAsciiLetterOrDigit)))
                problems.Add(new(place, field, MenuFault.AppIdBad));
        }
    }
}
