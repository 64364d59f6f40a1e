using System.Text.RegularExpressions;

namespace Imcc.Core.Misses;

/// <summary>
/// Tells what wants something, 能开通吗 or 帮我查一下, from what only answers or reports, 姓林 or 已经到账了. Once an agent talks with a customer most of what is said is of the
/// second kind, and nobody would look for it in a knowledge base.
/// </summary>
public static partial class Asking
{
    /// <param name="text">As it was written, Simplified or Traditional.</param>
    public static bool Is(string text) => Asks().IsMatch(text);

    // 不…: 能不能, 是不是. A question mark alone asks, too.
    [GeneratedRegex(
        @"[?？]|[吗嗎呢啥咋哪谁誰几幾]|[怎什]|多少|多久|多大|多长|多長|如何|何时|何時|为何|為何|能否|是否|可否|有没有|有沒有|有无|有無|(\p{L})不\1|我要|我想|想要|想问|想問|请问|請問|帮我|幫我|帮忙|幫忙|麻烦帮|麻煩幫|需要|查一下|看一下|问一下|問一下|申请|申請|投诉|投訴|\b(?:what|how|when|where|why|which|who|can|could|does|do|is|are|will|would|should|please|need|want)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asks();
}
