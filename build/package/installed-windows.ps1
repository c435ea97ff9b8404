# Installs what was just made without questions, starts it, uses its qemu programs, and removes it again; the data must stay.
$ErrorActionPreference = 'Stop'

function Assert($condition, $what) {
  if (-not $condition) { throw "not so: $what" }
  Write-Host "ok: $what"
}

$setup = (Get-Item release\*-setup-x64.exe).FullName
$place = Join-Path $env:LOCALAPPDATA 'Programs\ECS Image Migrator'
$program = Join-Path $place 'ECS Image Migrator.exe'
$data = Join-Path $env:LOCALAPPDATA 'ECS Image Migrator'

Start-Process -Wait $setup -ArgumentList '/S', '/currentuser'
Assert (Test-Path $program) 'installed for this user'
$entry = Get-ChildItem HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall |
  Get-ItemProperty | Where-Object DisplayName -like 'ECS Image Migrator*'
Assert ($null -ne $entry) 'listed among the installed programs'

$qemu = Join-Path $place 'resources\qemu'
foreach ($line in Get-Content (Join-Path $qemu 'SHA256SUMS')) {
  $sum, $name = $line -split '  ', 2
  $found = (Get-FileHash -Algorithm SHA256 (Join-Path $qemu $name)).Hash
  if ($found -ne $sum) { throw "$name is not what was built" }
}
$scratch = New-Item -ItemType Directory (Join-Path $env:TEMP '数据盘 größe')
$disk = Join-Path $scratch '磁盘.qcow2'
& "$qemu\qemu-img.exe" create -q -f qcow2 $disk 1G
& "$qemu\qemu-img.exe" convert -f qcow2 -O vpc $disk (Join-Path $scratch '磁盘.vhd')
Assert ($LASTEXITCODE -eq 0) 'its qemu-img converts a disk with a name that is not ASCII'

$running = Start-Process -PassThru $program
for ($i = 0; $i -lt 60 -and -not (Test-Path (Join-Path $data 'migrations')); $i++) { Start-Sleep 1 }
Assert (-not $running.HasExited) 'started, and still there'
Assert (Test-Path $data) 'its data folder is made'
Get-Process 'ECS Image Migrator' | Stop-Process -Force
Start-Sleep 3

Start-Process -Wait (Join-Path $place 'Uninstall ECS Image Migrator.exe') -ArgumentList '/S', '/currentuser'
for ($i = 0; $i -lt 60 -and (Test-Path $program); $i++) { Start-Sleep 1 } # it copies itself away and goes on from there
Assert (-not (Test-Path $program)) 'removed'
Assert (Test-Path $data) 'the data of a removal without questions is kept'
Remove-Item -Recurse -Force $data, $scratch
