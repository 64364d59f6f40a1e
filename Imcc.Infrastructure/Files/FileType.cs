namespace Imcc.Infrastructure.Files;

/// <summary>A kind of file that we take. The list is closed: what is not on it is refused.</summary>
/// <param name="Extension">The usual one, without the dot.</param>
/// <param name="IsInline">Whether a browser may show it in place.</param>
internal sealed record FileType(string ContentType, string Extension, bool IsInline, params string[] OtherExtensions)
{
    public static readonly FileType Png = new("image/png", "png", true);
    public static readonly FileType Jpeg = new("image/jpeg", "jpg", true, "jpeg", "jpe", "jfif");
    public static readonly FileType Gif = new("image/gif", "gif", true);
    public static readonly FileType WebP = new("image/webp", "webp", true);
    public static readonly FileType Bmp = new("image/bmp", "bmp", true);
    public static readonly FileType Pdf = new("application/pdf", "pdf", false);
    public static readonly FileType Docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", false);
    public static readonly FileType Xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", false);
    public static readonly FileType Pptx = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx", false);
    public static readonly FileType Doc = new("application/msword", "doc", false);
    public static readonly FileType Xls = new("application/vnd.ms-excel", "xls", false);
    public static readonly FileType Text = new("text/plain", "txt", false);
    public static readonly FileType Zip = new("application/zip", "zip", false);
    public static readonly FileType Mp4 = new("video/mp4", "mp4", true, "m4v");
    public static readonly FileType Mp3 = new("audio/mpeg", "mp3", true);
    public static readonly FileType Amr = new("audio/amr", "amr", true);
    public static readonly FileType M4A = new("audio/mp4", "m4a", true);
    public static readonly FileType Wav = new("audio/wav", "wav", true);

    private static readonly FileType[] All =
        [Png, Jpeg, Gif, WebP, Bmp, Pdf, Docx, Xlsx, Pptx, Doc, Xls, Text, Zip, Mp4, Mp3, Amr, M4A, Wav];

    public static FileType? OfContentType(string contentType) => Array.Find(All, t => t.ContentType == contentType);

    public bool Owns(string extension) =>
        string.Equals(extension, Extension, StringComparison.OrdinalIgnoreCase)
        || OtherExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase);
}
