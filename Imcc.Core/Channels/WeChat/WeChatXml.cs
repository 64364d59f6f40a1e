using System.Text;
using System.Xml;

namespace Imcc.Core.Channels.WeChat;

/// <summary>
/// The elements of one callback in document order, nested ones named with dots: <c>SendPicsInfo.Count</c>. <c>item</c> and
/// <c>List</c> always carry their place (<c>PicList.item.0.PicMd5Sum</c>), other repeated elements from the second on (<c>fail_idx.1</c>).
/// </summary>
public sealed class WeChatXml
{
    private const int MaxFields = 500;
    private const int MaxNameLength = 200;
    private const int MaxDepth = 32;

    // No DTD, hence no entities but the five; nothing is ever fetched. Characters are cleaned by ourselves.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
        MaxCharactersInDocument = 4 * 1024 * 1024,
    };

    private readonly List<KeyValuePair<string, string>> _fields = new(12);

    private WeChatXml()
    {
    }

    public IReadOnlyList<KeyValuePair<string, string>> Fields => _fields;

    /// <summary>The first element of that name, in any case: WeChat itself writes both <c>MsgId</c> and <c>MsgID</c>.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var field in _fields)
            {
                if (field.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return field.Value;
            }

            return null;
        }
    }

    /// <returns>Null when it is not well-formed, carries a DTD, or is nested beyond reason.</returns>
    public static WeChatXml? Read(string xml)
    {
        var start = 0;
        while (start < xml.Length && (xml[start] == '\uFEFF' || char.IsWhiteSpace(xml[start])))
            start++;
        using var text = new StringReader(XmlText.Clean(start == 0 ? xml : xml[start..]));
        try
        {
            using var reader = XmlReader.Create(text, Settings);
            var result = new WeChatXml();
            if (reader.MoveToContent() != XmlNodeType.Element || !result.ReadElement(reader, "", 0))
                return null;
            while (reader.Read())
            {
                // To the end: what stands behind the root must be well-formed too.
            }

            return result;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private bool ReadElement(XmlReader reader, string path, int depth)
    {
        if (depth > MaxDepth)
            return false;
        if (reader.IsEmptyElement)
        {
            Add(path, "");
            return true;
        }

        var value = new Value();
        var nested = false;
        Dictionary<string, int>? places = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    nested = true;
                    if (!ReadElement(reader, _fields.Count < MaxFields ? ChildPath(path, reader.LocalName, ref places) : "", depth + 1))
                        return false;
                    break;
                case XmlNodeType.CDATA:
                    value.AddQuoted(reader.Value);
                    break;
                case XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    value.Add(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    if (!nested)
                        Add(path, value.ToString());
                    return true;
            }
        }

        return false;
    }

    private static string ChildPath(string path, string name, ref Dictionary<string, int>? places)
    {
        places ??= new(8, StringComparer.Ordinal);
        places.TryGetValue(name, out var place);
        places[name] = place + 1;
        // Bounded, so that deep nests of long names cannot blow a small body up to a large dictionary.
        if (path.Length + name.Length > MaxNameLength)
            return "";
        var full = path.Length == 0 ? name : path + "." + name;
        return place > 0 || name is "item" or "List" ? full + "." + place.ToString(System.Globalization.CultureInfo.InvariantCulture) : full;
    }

    private void Add(string path, string value)
    {
        if (path.Length > 0 && _fields.Count < MaxFields)
            _fields.Add(new(path, XmlText.Clean(value)));
    }

    /// <summary>The text of one element: blanks around a CDATA section are layout, blanks inside it are what was said.</summary>
    private struct Value
    {
        private string? _only;
        private StringBuilder? _many;
        private bool _quoted;

        public void AddQuoted(string part)
        {
            if (!_quoted && string.IsNullOrWhiteSpace(_only) && _many is null)
                _only = null;
            _quoted = true;
            Append(part);
        }

        public void Add(string part)
        {
            if (!_quoted || !string.IsNullOrWhiteSpace(part))
                Append(part);
        }

        public override readonly string ToString() => _many?.ToString() ?? _only ?? "";

        private void Append(string part)
        {
            if (_many is not null)
                _many.Append(part);
            else if (_only is null)
                _only = part;
            else
                _many = new StringBuilder(_only).Append(part);
        }
    }
}
