using QRCoder;

namespace Imcc.Web.Components.Followers;

/// <summary>The picture of a code, drawn here: WeChat is not asked for what we know already.</summary>
internal static class QrPicture
{
    /// <summary>Dots of one module: a code of 29 modules with its border is about 740 dots wide, enough for print.</summary>
    private const int ModuleDots = 20;

    /// <summary>Level Q: a quarter may be dirty, or under a logo.</summary>
    public static byte[] Png(string url)
    {
        using var data = QRCodeGenerator.GenerateQrCode(url, QRCodeGenerator.ECCLevel.Q);
        using var picture = new PngByteQRCode(data);
        return picture.GetGraphic(ModuleDots);
    }
}
