using System.Globalization;

namespace Imcc.Core.Contacts;

/// <summary>What WeChat allows of QR codes, and how our scenes are made.</summary>
public static class QrCodeRules
{
    /// <summary>Permanent codes that an account may have, words and numbers together.</summary>
    public const int MostPermanent = 100_000;

    /// <summary>Codes made in one go.</summary>
    public const int LargestBatch = 500;

    /// <summary>The highest number of a permanent code.</summary>
    public const int HighestNumber = 100_000;

    /// <summary>The longest that a temporary code lives: 30 days.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(2_592_000);

    /// <summary>The shortest that we make.</summary>
    public static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(1);

    // No 0/O and 1/I/L, so that a scene can be read out over the telephone.
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    public static bool IsPermanent(this QrCodeKind kind) => kind is QrCodeKind.PermanentNumber or QrCodeKind.PermanentWord;

    public static bool IsNumber(this QrCodeKind kind) => kind is QrCodeKind.PermanentNumber or QrCodeKind.TemporaryNumber;

    /// <summary>WeChat's <c>action_name</c>.</summary>
    public static string ActionOf(QrCodeKind kind) => kind switch
    {
        QrCodeKind.TemporaryNumber => "QR_SCENE",
        QrCodeKind.TemporaryWord => "QR_STR_SCENE",
        QrCodeKind.PermanentNumber => "QR_LIMIT_SCENE",
        QrCodeKind.PermanentWord => "QR_LIMIT_STR_SCENE",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No kind of code."),
    };

    /// <summary>A scene that tells nothing of what it stands for.</summary>
    /// <param name="random">At least 12 random bytes.</param>
    /// <returns>Ten letters and digits; or a number of 100,001 to 2^31-1, which no permanent code has.</returns>
    public static string NewScene(QrCodeKind kind, ReadOnlySpan<byte> random)
    {
        if (kind == QrCodeKind.PermanentNumber)
            throw new ArgumentException("A permanent number is the lowest that is free.", nameof(kind));
        if (kind == QrCodeKind.TemporaryNumber)
            return (HighestNumber + 1 + BitConverter.ToUInt32(random) % (int.MaxValue - HighestNumber)).ToString(CultureInfo.InvariantCulture);
        Span<char> scene = stackalloc char[10];
        for (var i = 0; i < scene.Length; i++)
            scene[i] = Letters[random[i] % Letters.Length];
        return new string(scene);
    }

    /// <summary>The lowest numbers of 1 to 100,000 that are free.</summary>
    public static IReadOnlyList<int> FreeNumbers(IReadOnlySet<int> taken, int count) =>
        [.. Enumerable.Range(1, HighestNumber).Where(n => !taken.Contains(n)).Take(count)];
}
