/** Chinese names of volumes, as `volume-names.ts` reads them, and of Alibaba Cloud's regions, as its console has them. */
import { placeText } from '../place-text.ts';

/** A volume, a path, or a path on a volume. */
export const place = (text: string): string =>
  placeText(
    text,
    ({ disk, partition, path }) =>
      `磁盘 ${disk}${partition === undefined ? '' : ` 分区 ${partition}`}${path === undefined ? '' : `：${path}`}`,
  );

/** As Alibaba Cloud's documentation names them (OSS, "Regions and endpoints"; VPC, "Regions that support route tables"). Of others the cloud's own name is shown. */
const regions: Readonly<Record<string, string>> = {
  'cn-qingdao': '华北1（青岛）',
  'cn-beijing': '华北2（北京）',
  'cn-zhangjiakou': '华北3（张家口）',
  'cn-huhehaote': '华北5（呼和浩特）',
  'cn-wulanchabu': '华北6（乌兰察布）',
  'cn-hangzhou': '华东1（杭州）',
  'cn-shanghai': '华东2（上海）',
  'cn-nanjing': '华东5（南京-本地地域-关停中）',
  'cn-fuzhou': '华东6（福州-本地地域-关停中）',
  'cn-wuhan-lr': '华中1（武汉-本地地域）',
  'cn-zhengzhou-jva': '郑州（联通云）',
  'cn-shenzhen': '华南1（深圳）',
  'cn-heyuan': '华南2（河源）',
  'cn-guangzhou': '华南3（广州）',
  'cn-chengdu': '西南1（成都）',
  'cn-zhongwei': '西北2（中卫）',
  'cn-hongkong': '中国香港',
  'ap-southeast-1': '新加坡',
  'ap-southeast-3': '马来西亚（吉隆坡）',
  'ap-southeast-5': '印度尼西亚（雅加达）',
  'ap-southeast-6': '菲律宾（马尼拉）',
  'ap-southeast-7': '泰国（曼谷）',
  'ap-southeast-8': '马来西亚（柔佛州）',
  'ap-northeast-1': '日本（东京）',
  'ap-northeast-2': '韩国（首尔）',
  'na-south-1': '墨西哥',
  'us-west-1': '美国（硅谷）',
  'us-east-1': '美国（弗吉尼亚）',
  'eu-central-1': '德国（法兰克福）',
  'eu-west-1': '英国（伦敦）',
  'eu-west-2': '法国（巴黎）',
  'me-east-1': '阿联酋（迪拜）',
  'me-central-1': '沙特（利雅得）',
};

export const region = (id: string): string | undefined => regions[id];
