/** The regions a practice world has: those of OSS's "Regions and endpoints" page where ECS is open too. */
export interface Region {
  readonly id: string;
  readonly english: string;
  readonly chinese: string;
}

const names: readonly (readonly [id: string, english: string, chinese: string])[] = [
  ['cn-qingdao', 'China (Qingdao)', '华北1（青岛）'],
  ['cn-beijing', 'China (Beijing)', '华北2（北京）'],
  ['cn-zhangjiakou', 'China (Zhangjiakou)', '华北3（张家口）'],
  ['cn-huhehaote', 'China (Hohhot)', '华北5（呼和浩特）'],
  ['cn-wulanchabu', 'China (Ulanqab)', '华北6（乌兰察布）'],
  ['cn-hangzhou', 'China (Hangzhou)', '华东1（杭州）'],
  ['cn-shanghai', 'China (Shanghai)', '华东2（上海）'],
  ['cn-shenzhen', 'China (Shenzhen)', '华南1（深圳）'],
  ['cn-heyuan', 'China (Heyuan)', '华南2（河源）'],
  ['cn-guangzhou', 'China (Guangzhou)', '华南3（广州）'],
  ['cn-chengdu', 'China (Chengdu)', '西南1（成都）'],
  ['cn-hongkong', 'China (Hong Kong)', '中国香港'],
  ['ap-northeast-1', 'Japan (Tokyo)', '日本（东京）'],
  ['ap-northeast-2', 'South Korea (Seoul)', '韩国（首尔）'],
  ['ap-southeast-1', 'Singapore', '新加坡'],
  ['ap-southeast-3', 'Malaysia (Kuala Lumpur)', '马来西亚（吉隆坡）'],
  ['ap-southeast-5', 'Indonesia (Jakarta)', '印度尼西亚（雅加达）'],
  ['ap-southeast-6', 'Philippines (Manila)', '菲律宾（马尼拉）'],
  ['ap-southeast-7', 'Thailand (Bangkok)', '泰国（曼谷）'],
  ['eu-central-1', 'Germany (Frankfurt)', '德国（法兰克福）'],
  ['eu-west-1', 'UK (London)', '英国（伦敦）'],
  ['us-west-1', 'US (Silicon Valley)', '美国（硅谷）'],
  ['us-east-1', 'US (Virginia)', '美国（弗吉尼亚）'],
  ['na-south-1', 'Mexico', '墨西哥'],
  ['me-east-1', 'UAE (Dubai)', '阿联酋（迪拜）'],
];

export const regions: readonly Region[] = names.map(([id, english, chinese]) => ({ id, english, chinese }));
export const isRegion = (id: string): boolean => regions.some((region) => region.id === id);
/** Where the rule of March 2025 about public endpoints holds. */
export const isMainland = (region: string): boolean => region.startsWith('cn-') && region !== 'cn-hongkong';
