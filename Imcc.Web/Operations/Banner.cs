using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Options;

namespace Imcc.Web.Operations;

/// <summary>Tells whoever started the program by hand where to go.</summary>
public static class Banner
{
    public static WebApplication PrintBanner(this WebApplication app)
    {
        var demo = app.Services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled;
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var url = app.Services.GetRequiredService<PublicAddress>().Url;
            var text = $"""

                  IMCC 已就绪 · ready at {url}

                    坐席工作台  agent desk      {url}/desk
                    系统管理    administration  {url}/admin
                """;
            if (demo)
            {
                text += $"""

                    微信模拟器  WeChat phone    {url}/simulator
                    QQ 模拟器   QQ phone        {url}/simulator/qq
                    网页访客    web chat        {url}/webchat/web

                    演示账号  demo sign-in: agent1 … agent6, lead1, editor1, admin · 密码 password: Imcc@2026
                """;
            }

            Console.WriteLine(text + Environment.NewLine);
        });
        return app;
    }
}
