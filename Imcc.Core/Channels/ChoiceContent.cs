using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Imcc.Core.Channels;

/// <summary>A question with answers to tap (菜单消息). A tap comes back as a <see cref="TextContent"/> with the item's id.</summary>
/// <param name="Tail">What stands below the answers; empty: nothing.</param>
[GenerateSerializer, Immutable]
public sealed record ChoiceContent(
    [property: Id(0)] string Head,
    [property: Id(1)] IReadOnlyList<ChoiceItem> Items,
    [property: Id(2)] string Tail = "") : MessageContent
{
    /// <summary>How many a phone shows well.</summary>
    public const int MostItems = 10;

    [JsonIgnore]
    public override string Preview => "[菜单] " + OneLine(Head);

    /// <summary>As plain words, for a channel that can show nothing to tap: the answers under their numbers.</summary>
    [JsonIgnore]
    public string AsText
    {
        get
        {
            var text = new StringBuilder(Head);
            for (var i = 0; i < Items.Count; i++)
                text.Append(CultureInfo.InvariantCulture, $"\n{i + 1} {Items[i].Label}");
            return Tail.Length == 0 ? text.ToString() : text.Append('\n').Append(Tail).ToString();
        }
    }
}

/// <param name="Id">What a tap brings back.</param>
[GenerateSerializer, Immutable]
public sealed record ChoiceItem([property: Id(0)] string Id, [property: Id(1)] string Label);
