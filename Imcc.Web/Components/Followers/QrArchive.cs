using System.IO.Compression;
using Imcc.Infrastructure.Followers;
using Imcc.Web.Administration;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Components.Followers;

/// <summary>Codes to take along: their pictures and a workbook that says what is what.</summary>
internal static class QrArchive
{
    public static byte[] Pack(IReadOnlyList<QrCodeLine> codes, Directory directory, AdminClock clock, IStringLocalizer<FollowersText> words)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            // Pictures are packed already.
            foreach (var code in codes.Where(c => c.IsMade))
            {
                using var entry = zip.CreateEntry(FileName(code), CompressionLevel.NoCompression).Open();
                entry.Write(QrPicture.Png(code.Url));
            }

            using var book = new MemoryStream();
            QrWorkbook.Write(book, words["QrCodes"], codes.Select(c => Row(c, directory, clock, words)));
            using var list = zip.CreateEntry("list.xlsx").Open();
            book.Position = 0;
            book.CopyTo(list);
        }

        return bytes.ToArray();
    }

    /// <summary>The name, without what no file may be called, and the scene, which is unique.</summary>
    public static string FileName(QrCodeLine code) =>
        string.Concat(code.Draft.Name.Select(c => char.IsControl(c) || "\\/:*?\"<>|.".Contains(c, StringComparison.Ordinal) ? '_' : c)) + "-" + code.Scene + ".png";

    private static Dictionary<string, object> Row(QrCodeLine code, Directory directory, AdminClock clock, IStringLocalizer<FollowersText> words) => new()
    {
        [words["Sheet.Name"]] = code.Draft.Name,
        [words["Campaign"]] = code.Draft.Campaign,
        [words["Scene"]] = code.Scene,
        [words["Kind"]] = words["Kind." + code.Draft.Kind].Value,
        [words["Group"]] = code.Draft.GroupId is { } group ? directory.Groups.GetValueOrDefault(group)?.Name ?? "" : "",
        [words["Agent"]] = code.Draft.AgentId is { } agent ? directory.Agents.GetValueOrDefault(agent)?.DisplayName ?? "" : "",
        [words["Sheet.File"]] = code.IsMade ? FileName(code) : "",
        [words["Sheet.Url"]] = code.Url,
        [words["ExpiresAt", ""].Value.Trim()] = code.ExpiresAt is { } at ? clock.Local(at) : "",
        [words["Follows"] + " " + words["Last30"]] = code.Figures.Follows,
        [words["Scans"] + " " + words["Last30"]] = code.Figures.Scans,
        [words["Unfollows"] + " " + words["Last30"]] = code.Figures.Unfollows,
    };
}
