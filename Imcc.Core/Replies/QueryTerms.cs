using System.Text.RegularExpressions;

namespace Imcc.Core.Replies;

/// <summary>A text as what it is looked up by: pairs of neighbouring Chinese characters, Latin words, numbers. Words of courtesy and of asking are left out.</summary>
public static partial class QueryTerms
{
    public static IEnumerable<string> Of(string text)
    {
        foreach (Match run in Run().Matches(Courtesy().Replace(text.ToLowerInvariant(), " ")))
        {
            if (run.Value.Length == 1 || char.IsAscii(run.Value[0]))
            {
                yield return run.Value;
                continue;
            }

            for (var i = 0; i + 1 < run.Value.Length; i++)
                yield return run.Value.Substring(i, 2);
        }
    }

    [GeneratedRegex(@"[a-z0-9]+|[\u3400-\u9fff]+")]
    private static partial Regex Run();

    [GeneratedRegex(@"\{[^{}]*\}|你好|您好|请问|谢谢|麻烦|一下|怎么办|怎么样|怎样|怎么|如何|什么|多少|哪里|可以|是否|能不能|可不可以|我想|我要|想要|帮我|为您|您的|我的|[吗呢吧啊呀了的]")]
    private static partial Regex Courtesy();
}
