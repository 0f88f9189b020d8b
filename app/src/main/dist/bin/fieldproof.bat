@echo off
rem Starts Fieldproof with a JDK 25: FIELDPROOF_JAVA_HOME, then JAVA_HOME, then the usual install folders.
setlocal enabledelayedexpansion
set "FP_HOME=%~dp0.."
set "FP_JAVA="
for %%d in ("%FP_HOME%\runtime" "%FIELDPROOF_JAVA_HOME%" "%JAVA_HOME%") do call :try %%d
for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\jdk-25*" "%ProgramFiles%\Java\jdk-25*" "%ProgramFiles%\Microsoft\jdk-25*" "%ProgramFiles%\Zulu\zulu-25*" "%USERPROFILE%\.jdks\*25*") do call :try "%%~d"
if not defined FP_JAVA (
  echo APP-0101 fieldproof: no JDK 25 was found. 1>&2
  echo Install one ^(for example Eclipse Temurin 25^) or set FIELDPROOF_JAVA_HOME to its folder. 1>&2
  exit /b 1
)
if not defined FIELDPROOF_HEAP set "FIELDPROOF_HEAP=768m"
rem A gateway without a window keeps little alive: the serial collector serves it better.
set "FP_GC=-XX:+UseG1GC"
set "FP_JIT="
if "%~1"=="run" set "FP_JIT=-XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=5000 -XX:Tier4CompileThreshold=40000"
if "%~1"=="run" set "FP_GC=-XX:+UseSerialGC"
if "%~1"=="run" if %FIELDPROOF_HEAP:~0,-1% GEQ 100 set "FP_GC=-XX:+UseSerialGC -Xmn32m -XX:SurvivorRatio=2"
if defined FIELDPROOF_JAVA_OPTS if not "%FIELDPROOF_JAVA_OPTS:-XX:+Use=%"=="%FIELDPROOF_JAVA_OPTS%" set "FP_GC="
set "FP_AOT="
if exist "%FP_HOME%\lib\fieldproof.aot" set "FP_AOT=-XX:AOTCache=%FP_HOME%\lib\fieldproof.aot"
"%FP_JAVA%\bin\java.exe" -Xms48m -Xmx%FIELDPROOF_HEAP% -XX:MaxDirectMemorySize=256m %FP_GC% %FP_JIT% -XX:+UseCompactObjectHeaders -XX:MaxHeapFreeRatio=30 -XX:MinHeapFreeRatio=10 -XX:-UsePerfData "-Djdk.serialFilter=!*" --enable-native-access=ALL-UNNAMED,javafx.graphics --sun-misc-unsafe-memory-access=allow --module-path "%FP_HOME%\lib\javafx" --add-modules javafx.controls -Dio.netty.noUnsafe=false "-Dfieldproof.home=%FP_HOME%" %FP_AOT% %FIELDPROOF_JAVA_OPTS% -cp "%FP_HOME%\lib\*" org.fieldproof.app.Main %*
exit /b %errorlevel%

:try
if defined FP_JAVA exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
findstr /b /c:"JAVA_VERSION=\"25" "%~1\release" >nul 2>nul && set "FP_JAVA=%~1"
exit /b 0
